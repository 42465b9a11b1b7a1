import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['e2e/**/*.e2e.ts'],
    root: import.meta.dirname + '/..',
    fileParallelism: false,
    sequence: { concurrent: false },
    bail: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
