import { projectConfig } from '../eslint.config.mjs';

export default [
  // Projects of their own.
  { ignores: ['assay-plugin/**', 'crash/**'] },
  ...projectConfig(import.meta.dirname, ['layer:tool', 'effects:io']),
];
