import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Targets are named, not taken from the electron in node_modules: bundles must also run in the oldest supported runtime
 * (Electron 33: Node 20.18, Chromium 130). Main and preload are CommonJS, for a sandboxed preload cannot be an ES module.
 */
const commonJs = { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' } as const;

export default defineConfig({
  main: {
    build: {
      target: 'node20.18',
      sourcemap: true,
      minify: false,
      // Main runs on electron and shared alone: what those need is bundled, for require() cannot load every ES module.
      externalizeDeps: false,
      rolldownOptions: { input: { index: 'src/main/index.ts' }, output: commonJs },
    },
  },
  preload: {
    build: {
      target: 'node20.18',
      sourcemap: false,
      minify: false,
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: { input: { index: 'src/preload/index.ts' }, output: commonJs },
    },
  },
  renderer: {
    root: 'src/renderer',
    base: './',
    plugins: [react(), tailwindcss()],
    build: {
      target: 'chrome130',
      sourcemap: false,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
});
