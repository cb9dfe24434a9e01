/** Builds this page into ../dist/x. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
  // The other page has another React: take this folder's own.
  resolve: { dedupe: ['react', 'react-dom'] },
  build: {
    outDir: resolve(import.meta.dirname, '../dist/x'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 2000,
  },
});
