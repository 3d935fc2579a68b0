import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['build/**/*.test.mjs'], testTimeout: 120_000 },
});
