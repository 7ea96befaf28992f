import { defineConfig } from 'vite';

/**
 * The engine side: everything that runs in plain Node (CLI, Electron's utility process, worker threads). ES modules, because
 * the npm packages stay outside and some of them are ES modules only, which Node 20.18 cannot `require`.
 */
const entries = {
  cli: 'src/cli/index.ts',
  'engine-host': 'src/engine/host/index.ts',
  'rtmp-worker': 'src/engine/ingest/rtmp-worker.ts',
  'origin-worker': 'src/engine/serve/origin-worker.ts',
  'relay-worker': 'src/engine/relay/relay-worker.ts',
};

/**
 * CommonJS packages that `require` a package which is an ES module only: newer Nodes can, 20.18 cannot. These are bundled with
 * the ES module that they load; all others stay outside.
 */
const requiresEsm = ['@fastify/static', 'content-disposition'];

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
  ssr: { target: 'node', noExternal: requiresEsm },
});
