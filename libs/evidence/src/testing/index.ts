export { judge, judgeBags } from './outside-judges.js';
export type { Judgement } from './outside-judges.js';
export { lastingFolder } from './lasting-folder.js';
