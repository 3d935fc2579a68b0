import { childOf, childrenOf, hasFlag, type AstNode } from './ast-node.js';
import { staticKey } from './literal-value.js';

/** Why a construct is not allowed. */
export interface ConstructVerdict {
  readonly found: string;
  readonly why: string;
  readonly severity?: 'error' | 'warning';
}

const NO_TIME = 'a strategy computes at once, in one thread';
const NO_LOADING = 'everything a strategy needs is bundled before it runs';
const LOWERED = 'by a power with the same bits on every machine';

/** Judges a node by its kind. */
export function forbiddenNode(node: AstNode): ConstructVerdict | undefined {
  if (hasFlag(node, 'async')) return { found: 'async', why: NO_TIME };
  switch (node.type) {
    case 'AwaitExpression':
      return { found: 'await', why: NO_TIME };
    case 'ForOfStatement':
      return hasFlag(node, 'await') ? { found: 'for await', why: NO_TIME } : undefined;
    case 'ImportExpression':
    case 'Import':
      return { found: 'import()', why: NO_LOADING };
    case 'TSImportEqualsDeclaration':
      return { found: 'import … = …', why: NO_LOADING };
    case 'TSExportAssignment':
      return { found: 'export =', why: 'a strategy is an ES module' };
    case 'TSModuleDeclaration':
      return { found: 'namespace', why: 'its parts cannot be told apart from globals' };
    case 'MetaProperty':
      return childOf(node, 'meta')?.['name'] === 'import'
        ? { found: 'import.meta', why: 'it names a place on this machine' }
        : undefined;
    case 'Decorator':
      return { found: 'a decorator', why: 'the language has not settled its meaning yet' };
    case 'WithStatement':
      return { found: 'with', why: 'names could mean anything in it' };
    case 'DebuggerStatement':
      return { found: 'debugger', why: 'it stops the thread' };
    case 'BinaryExpression':
    case 'AssignmentExpression':
      return /^\*\*/.test(String(node['operator']))
        ? { found: String(node['operator']), why: LOWERED, severity: 'warning' }
        : undefined;
    default:
      return undefined;
  }
}

const CODE = 'it leads to code from strings';
const REALM = 'it leads to what all strategies share';
const LOCALE = "its result depends on the machine's language or Unicode tables";
const STACKS = 'it depends on where the code runs';

/** A map: `__proto__` as a key of a literal would be no member but the prototype. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['constructor', CODE],
  ['prototype', REALM],
  ['__proto__', REALM],
  ['__defineGetter__', REALM],
  ['__defineSetter__', REALM],
  ['__lookupGetter__', REALM],
  ['__lookupSetter__', REALM],
  ['getPrototypeOf', REALM],
  ['setPrototypeOf', REALM],
  ['getOwnPropertyDescriptor', REALM],
  ['getOwnPropertyDescriptors', REALM],
  ['callee', CODE],
  ['caller', CODE],
  ['captureStackTrace', STACKS],
  ['prepareStackTrace', STACKS],
  ['stackTraceLimit', STACKS],
  ['localeCompare', LOCALE],
]);

/** Judges what a node reads from an object: `x.name`, `x['na' + 'me']`, `const { name } = x`. */
export function forbiddenMember(node: AstNode): ConstructVerdict | undefined {
  if (/MemberExpression$/.test(node.type)) return judge(staticKey(node));
  if (node.type === 'ObjectPattern') {
    for (const property of childrenOf(node, 'properties')) {
      const verdict = judge(staticKey(property));
      if (verdict) return verdict;
    }
  }
  if (node.type !== 'ObjectProperty' || hasFlag(node, 'computed')) return undefined;
  // `{ __proto__: x }` sets the prototype instead of a member.
  return staticKey(node) === '__proto__' ? judge('__proto__') : undefined;
}

function judge(name: string | undefined): ConstructVerdict | undefined {
  if (name === undefined) return undefined;
  if (/^toLocale/.test(name)) return { found: name, why: LOCALE };
  const why = MEMBERS.get(name);
  return why === undefined ? undefined : { found: name, why };
}
