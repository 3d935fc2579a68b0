#!/usr/bin/env node
// Committed because npm links only files that exist at install; the bundle itself is built later.
import { existsSync } from 'node:fs';

const bundle = new URL('../dist/main.js', import.meta.url);
if (existsSync(bundle)) await import(bundle.href);
else {
  process.stderr.write('ops-loop: not built. Next: npm run build\n');
  process.exitCode = 2;
}
