export * as v1_0_0 from './v1_0_0/index.js';
