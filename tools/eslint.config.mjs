import { projectConfig } from '../eslint.config.mjs';

export default [
  // A project of its own.
  { ignores: ['assay-plugin/**'] },
  ...projectConfig(import.meta.dirname, ['layer:tool', 'effects:io']),
];
