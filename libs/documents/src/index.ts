export { readDocument } from './read-document.js';
export type { DocumentReading, ReadDocumentOptions } from './read-document.js';
export { formatPath } from './document-node.js';
export type { DocumentPath } from './document-node.js';
export type { DocumentPlaces } from './document-places.js';
export type { KeyAliases } from './normalise-tree.js';
