/**
 * The parser, in a module of its own: a bundler resolves its names here, while importing this module
 * stays lazy. (A lazy import of a CommonJS package has no named exports once it is bundled.)
 */
export { parse } from '@babel/parser';
