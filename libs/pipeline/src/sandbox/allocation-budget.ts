import { AssayError } from '@assay/core';

/** Smaller arrays are left to the garbage collector and to the watch on the process's memory. */
const COUNTED_BYTES_MIN = 16_384;

let budgetBytes = Infinity;
let chargedBytes = 0;

/**
 * Starts a new budget for typed arrays: bytes of all arrays of 16 kB and more that are allocated from
 * now on, freed ones included. Heap limits do not see such arrays, so that nothing else stops them in time.
 */
export function startAllocationBudget(bytes: number): void {
  budgetBytes = bytes;
  chargedBytes = 0;
}

function charge(bytes: number): void {
  if (!(bytes >= COUNTED_BYTES_MIN)) return;
  chargedBytes += bytes;
  if (chargedBytes <= budgetBytes) return;
  throw new AssayError(
    'STRATEGY_MEMORY',
    'The strategy allocates more memory for arrays than a symbol may take.',
    {
      found: `${Math.ceil(chargedBytes / 1_048_576)} MiB`,
      expected: `at most ${Math.floor(budgetBytes / 1_048_576)} MiB`,
    },
  );
}

type TypedArrayConstructor = Float64ArrayConstructor;

/** Names of the constructors that allocate outside the heap. */
const TYPED_ARRAYS = [
  'Float64Array',
  'Float32Array',
  'Int32Array',
  'Uint32Array',
  'Int16Array',
  'Uint16Array',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'BigInt64Array',
  'BigUint64Array',
  'Float16Array',
] as const;

/**
 * Replaces the array constructors of a realm by ones that charge the budget. Prototypes stay, so
 * `instanceof` holds for arrays from before; `slice`, `map`, `from` and the like are charged, too.
 */
export function installAllocationBudget(realm: Record<string, unknown>): void {
  for (const name of TYPED_ARRAYS) {
    const native = realm[name];
    if (typeof native === 'function')
      replace(realm, name, chargedTypedArray(native as TypedArrayConstructor));
  }
  const buffer = realm['ArrayBuffer'] as ArrayBufferConstructor;
  // Growing or handing over a buffer would allocate without passing a constructor.
  for (const method of ['resize', 'transfer', 'transferToFixedLength']) {
    delete (buffer.prototype as unknown as Record<string, unknown>)[method];
  }
  replace(realm, 'ArrayBuffer', chargedArrayBuffer(buffer));
}

function replace(
  realm: Record<string, unknown>,
  name: string,
  charged: { readonly prototype: object },
): void {
  Object.defineProperty(realm, name, {
    value: charged,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  Object.defineProperty(charged.prototype, 'constructor', {
    value: charged,
    writable: true,
    configurable: true,
  });
}

/** Copies what the native constructor has and shares its prototype. */
function dressed<T extends object>(charged: object, native: T): T {
  Object.setPrototypeOf(charged, Object.getPrototypeOf(native) as object);
  for (const key of Reflect.ownKeys(native)) {
    const own = Object.getOwnPropertyDescriptor(native, key);
    if (own) Object.defineProperty(charged, key, own);
  }
  return charged as T;
}

function chargedTypedArray(native: TypedArrayConstructor): TypedArrayConstructor {
  const unit = native.BYTES_PER_ELEMENT;
  const construct = Reflect.construct;
  const isView = ArrayBuffer.isView;
  const charged = function (this: unknown, ...args: readonly unknown[]): unknown {
    const [source] = args;
    if (typeof source === 'number') charge(source * unit);
    else if (typeof source === 'object' && source !== null) charge(lengthOf(source, isView) * unit);
    return construct(
      native,
      args,
      new.target === undefined || new.target === charged ? native : new.target,
    );
  };
  return dressed(charged, native);
}

/** Elements that will be copied out of an array-like; 0 for a buffer, which is only viewed. */
function lengthOf(source: object, isView: (value: unknown) => boolean): number {
  if (source instanceof ArrayBuffer) return 0;
  const { length } = source as { readonly length?: unknown };
  return typeof length === 'number' && (Array.isArray(source) || isView(source) || length > 0)
    ? length
    : 0;
}

function chargedArrayBuffer(native: ArrayBufferConstructor): ArrayBufferConstructor {
  const construct = Reflect.construct;
  const charged = function (this: unknown, ...args: readonly unknown[]): unknown {
    const [length, options] = args;
    const most = (options as { readonly maxByteLength?: unknown } | undefined)?.maxByteLength;
    charge(Math.max(Number(length), typeof most === 'number' ? most : 0));
    return construct(
      native,
      args,
      new.target === undefined || new.target === charged ? native : new.target,
    );
  };
  return dressed(charged, native);
}
