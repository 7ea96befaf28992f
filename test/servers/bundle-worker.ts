import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A worker's bundle, built as the app builds it: one ES module, npm packages left outside. */
export interface WorkerBundle {
  readonly file: string;
  remove(): Promise<void>;
}

/**
 * Bundles a worker's entry (path from the project's root) for a test. The result lies below node_modules, because a module
 * outside the project would not find the packages it imports.
 */
export async function bundleWorker(entry: string): Promise<WorkerBundle> {
  const cache = join(root, 'node_modules', '.cache', 'headwater-test');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'worker-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(root, entry),
      target: 'node20.18',
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      rollupOptions: { output: { format: 'es', entryFileNames: 'worker.mjs' } },
    },
  });
  return { file: join(outDir, 'worker.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) };
}
