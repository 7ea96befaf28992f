import { defineConfig } from 'vite';

/** Benchmarks and soak runs: one script per build (the entry comes from scripts/lib/run-bench.mjs), packages stay outside. */
export default defineConfig({
  build: {
    target: 'node20.18',
    minify: false,
    sourcemap: 'inline',
    rolldownOptions: { output: { format: 'es', entryFileNames: '[name].mjs' } },
  },
  ssr: { target: 'node', external: true },
});
