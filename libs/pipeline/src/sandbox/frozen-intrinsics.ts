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
  const locked = sensitivePrototypes(realm);
  for (const intrinsic of seen) {
    if (locked.has(intrinsic)) lockMembers(intrinsic);
    else if (!ArrayBuffer.isView(intrinsic)) Object.freeze(intrinsic);
  }
}

/**
 * Freezing these two kinds makes every array that grows by its index five times as slow (measured).
 * Locking each member and taking no new ones comes to the same and costs a tenth of that.
 */
function sensitivePrototypes(realm: object): ReadonlySet<object> {
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
  Object.preventExtensions(holder);
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
