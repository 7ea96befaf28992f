import { defineConfig } from 'vite';

/**
 * The engine side: everything that runs in plain Node (CLI, Electron's utility process, worker threads). ES modules, because
 * SQLite's package stays outside and is asked for by `import`.
 */
const entries = {
  cli: 'src/cli/index.ts',
  'engine-host': 'src/engine/host/index.ts',
  'rtmp-worker': 'src/engine/ingest/rtmp-worker.ts',
  'origin-worker': 'src/engine/serve/origin-worker.ts',
  'relay-worker': 'src/engine/relay/relay-worker.ts',
};

/**
 * What brings a file that the system itself loads or runs, and finds it beside its own; and fluent-ffmpeg, which cannot save anything from
 * inside a bundle. All other packages are in the bundles: their
 * five hundred files take twice as long to load (docs/decisions/0001), and an ES module among them can be what a CommonJS one requires.
 */
const outside = ['@photostructure/sqlite', 'ffmpeg-static', 'fluent-ffmpeg'];

export default defineConfig({
  build: {
    ssr: true,
    target: 'node20.18',
    outDir: 'out/node',
    emptyOutDir: true,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: entries,
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
    },
  },
  ssr: { target: 'node', noExternal: true, external: outside },
});
