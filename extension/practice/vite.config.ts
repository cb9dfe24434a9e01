/** Builds the practice page's script and style sheet into the service's static files. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: '/static/practice/',
  logLevel: 'warn',
  build: {
    outDir: here('../../server/static/practice'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    cssCodeSplit: false,
    rollupOptions: {
      input: here('./main.ts'),
      output: { entryFileNames: 'practice.js', assetFileNames: 'practice.[ext]' },
    },
  },
});
