export { asNobody } from './as-nobody.js';
export { bundleProgram, startProgram } from './child-program.js';
export type { Child } from './child-program.js';
export { faultyFileStore } from './faulty-file-store.js';
export type { FaultyFileStore } from './faulty-file-store.js';
export { faultyFileSystem, SimulatedCrash } from './faulty-file-system.js';
export type { FaultPlan, FaultyFileSystem } from './faulty-file-system.js';
export { memoryDisk } from './memory-disk.js';
export type { MemoryDisk } from './memory-disk.js';
