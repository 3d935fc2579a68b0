import { AssayError } from '@assay/core';

/**
 * Members that programs set on their own objects although a prototype has them. On a frozen prototype
 * a plain assignment to such a member would fail, also in trusted code (`this.name = 'AssayError'`).
 */
const OVERRIDABLE = [
  'name',
  'message',
  'toString',
  'valueOf',
  'constructor',
  'hasOwnProperty',
  'toJSON',
];

/**
 * Freezes everything that is reachable from the given roots: prototypes, constructors, methods. One
 * strategy, or one symbol, can then leave nothing behind for the next. The holders of overridable
 * members are frozen so that assignments to *other* objects still make own members. `realm` is the
 * global object.
 */
export function freezeIntrinsics(roots: readonly object[], realm: object): void {
  // The global object itself stays open: its members are deleted or locked one by one.
  const seen = new Set<object>([realm]);
  const pending: object[] = [...roots, ...hiddenIntrinsics()];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...neighbours(next));
  }
  for (const holder of [Object.prototype, Error.prototype, ...errorPrototypes(seen)]) {
    for (const name of OVERRIDABLE) makeOverridable(holder, name);
  }
  seen.delete(realm);
  const open = openPrototypes(realm);
  for (const intrinsic of seen) {
    if (open.has(intrinsic)) lockMembers(intrinsic);
    else if (!ArrayBuffer.isView(intrinsic)) Object.freeze(intrinsic);
  }
  for (const prototype of open) memberCounts.set(prototype, Reflect.ownKeys(prototype).length);
}

/** Prototypes that may gain members, with the number they had when they were locked. */
const memberCounts = new Map<object, number>();

/**
 * Freezing these two kinds makes every loop over arrays twice as slow (measured), so that only the
 * members they have are locked; what a strategy adds is found by `assertIntrinsicsIntact`.
 */
function openPrototypes(realm: object): ReadonlySet<object> {
  const typedArray = Object.getPrototypeOf(Float64Array) as Float64ArrayConstructor;
  const isTyped = (value: unknown): value is Float64ArrayConstructor =>
    typeof value === 'function' && Object.getPrototypeOf(value) === typedArray;
  const constructors = Object.getOwnPropertyNames(realm)
    .map((name) => (realm as Readonly<Record<string, unknown>>)[name])
    .filter(isTyped);
  return new Set<object>([
    Object.prototype,
    typedArray.prototype,
    ...constructors.map(({ prototype }) => prototype),
  ]);
}

function lockMembers(holder: object): void {
  for (const key of Reflect.ownKeys(holder)) {
    const own = Object.getOwnPropertyDescriptor(holder, key);
    if (own?.configurable !== true) continue;
    const locked =
      'value' in own ? { writable: false, configurable: false } : { configurable: false };
    Object.defineProperty(holder, key, locked);
  }
}

/**
 * Finds members that a strategy has added to built-in prototypes; to be asked after each run of one.
 * @throws AssayError FORBIDDEN_CONSTRUCT; the thread must not be used any more.
 */
export function assertIntrinsicsIntact(): void {
  for (const [prototype, count] of memberCounts) {
    if (Reflect.ownKeys(prototype).length === count) continue;
    throw new AssayError(
      'FORBIDDEN_CONSTRUCT',
      'The strategy adds members to a built-in prototype.',
      {
        found: String(Reflect.ownKeys(prototype).at(-1)),
        expected: 'values of its own only',
      },
    );
  }
}

function neighbours(value: object): object[] {
  const found: object[] = [];
  const keep = (candidate: unknown): void => {
    const isObject = typeof candidate === 'object' && candidate !== null;
    if (isObject || typeof candidate === 'function') found.push(candidate);
  };
  keep(Object.getPrototypeOf(value));
  for (const key of Reflect.ownKeys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, key);
    keep(own?.value);
    keep(own?.get);
    keep(own?.set);
  }
  return found;
}

/** Prototypes that no global names but syntax reaches. */
function hiddenIntrinsics(): object[] {
  const sync = function* (): Generator<number> {
    yield 0;
  };
  const async = async function* (): AsyncGenerator<number> {
    yield 0;
  };
  const values: object[] = [
    sync,
    async,
    async () => 0,
    sync(),
    async(),
    [][Symbol.iterator](),
    ''[Symbol.iterator](),
    new Map()[Symbol.iterator](),
    new Set()[Symbol.iterator](),
    ''.matchAll(/a/g),
  ];
  return values.map((value) => Object.getPrototypeOf(value) as object);
}

function errorPrototypes(seen: ReadonlySet<object>): object[] {
  return [...seen].filter((value) => Object.prototype.isPrototypeOf.call(Error.prototype, value));
}

function makeOverridable(holder: object, name: string): void {
  const own = Object.getOwnPropertyDescriptor(holder, name);
  if (!own || !('value' in own) || own.configurable === false) return;
  const value: unknown = own.value;
  Object.defineProperty(holder, name, {
    get: () => value,
    set(this: unknown, replacement: unknown) {
      if (this === holder || typeof this !== 'object' || this === null) {
        throw new TypeError(`${name} of a built-in prototype cannot be changed`);
      }
      Object.defineProperty(this, name, {
        value: replacement,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    },
    enumerable: false,
    configurable: false,
  });
}
