/** Knows how a test page is built: into ../dist/<folder>, with that folder's own React where two versions are installed. */
import { basename, resolve } from 'node:path';
import { defineConfig, type UserConfig } from 'vite';

export function page(folder: string): UserConfig {
  return defineConfig({
    root: folder,
    logLevel: 'warn',
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"production"' },
    resolve: { dedupe: ['react', 'react-dom'] },
    build: {
      outDir: resolve(folder, '../dist', basename(folder)),
      emptyOutDir: true,
      chunkSizeWarningLimit: 5000,
    },
  });
}
