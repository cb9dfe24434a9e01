/** Knows where the TypeScript tests are and that they run in a plain DOM, with the browser API faked in memory. */
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing';

export default defineConfig({
  plugins: [WxtVitest({ root: 'extension' })],
  test: {
    root: '.',
    dir: 'tests/extension',
    include: ['**/*.test.ts'],
    environment: 'happy-dom',
    restoreMocks: true,
  },
});
