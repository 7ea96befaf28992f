import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const realOut = path.resolve(import.meta.dirname, '../../../out');

/**
 * What was built, with a fuse in one of its worker threads: the real worker, which throws where nobody catches as soon as
 * `blow` is called, as often as that is. What it throws quotes everything that it was told.
 */
export class DyingWorkers {
  /** For the engine, instead of `out/`. */
  readonly outDir: string;
  readonly #fuses: string;

  private constructor(outDir: string) {
    this.outDir = outDir;
    this.#fuses = path.join(outDir, 'fuses');
  }

  static async create(folder: string, workers: readonly string[]): Promise<DyingWorkers> {
    const made = new DyingWorkers(path.join(folder, 'out'));
    await mkdir(path.join(made.outDir, 'node'), { recursive: true });
    await mkdir(made.#fuses);
    if (!existsSync(path.join(realOut, 'node'))) throw new Error('Expected out/ to be built: npm run build');
    for (const name of await readdir(realOut)) {
      if (name !== 'node') await symlink(path.join(realOut, name), path.join(made.outDir, name));
    }
    for (const worker of workers) await made.#wrap(worker);
    for (const name of await readdir(path.join(realOut, 'node'))) {
      const target = path.join(made.outDir, 'node', name);
      if (!existsSync(target)) await symlink(path.join(realOut, 'node', name), target);
    }
    return made;
  }

  /** Ends the worker's thread now. */
  async blow(worker: string): Promise<void> {
    const fuse = path.join(this.#fuses, worker);
    await writeFile(path.join(fuse, 'burns'), '');
    await rm(path.join(fuse, 'burns'));
  }

  async #wrap(worker: string): Promise<void> {
    const fuse = path.join(this.#fuses, worker);
    await mkdir(fuse);
    const real = pathToFileURL(path.join(realOut, 'node', `${worker}.mjs`)).href;
    await writeFile(
      path.join(this.outDir, 'node', `${worker}.mjs`),
      [
        `import { watch } from 'node:fs';`,
        `import { parentPort } from 'node:worker_threads';`,
        `const told = [];`,
        // not before the real one listens: what comes until then waits for it
        `let isHeard = false;`,
        `for (const name of ['on', 'once']) {`,
        `  const listen = parentPort[name].bind(parentPort);`,
        `  parentPort[name] = (type, listener) => {`,
        `    const isFirst = type === 'message' && !isHeard;`,
        `    isHeard ||= isFirst;`,
        `    if (isFirst) parentPort.on('message', (message) => told.push(JSON.stringify(message)));`,
        `    return listen(type, listener);`,
        `  };`,
        `}`,
        `watch(${JSON.stringify(fuse)}, () => { throw new Error('the fuse has burnt down: ' + told.join()); });`,
        `await import(${JSON.stringify(real)});`,
        '',
      ].join('\n'),
    );
  }
}
