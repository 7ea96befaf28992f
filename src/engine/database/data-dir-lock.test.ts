import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDataDir } from './data-dir-lock.js';

let folder = '';
let built = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headwater-lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  if (built !== '') rmSync(built, { recursive: true, force: true });
});

const busy = (pid: number): unknown =>
  expect.objectContaining({ code: 'engine.data-dir-busy', details: { dir: folder, pid } });

describe('lockDataDir', () => {
  it('lets one in at a time and says who holds it', () => {
    const lock = lockDataDir(folder);
    expect(() => lockDataDir(folder)).toThrowError(busy(process.pid));
    lock.release();
    lock.release();
    const next = lockDataDir(folder);
    expect(() => lockDataDir(folder)).toThrowError(busy(process.pid));
    next.release();
  });

  it('takes over a torn lock file', () => {
    writeFileSync(join(folder, 'engine.lock'), 'torn '.repeat(1000));
    const lock = lockDataDir(folder);
    expect(() => lockDataDir(folder)).toThrowError(busy(process.pid));
    lock.release();
  });

  it('is free again the moment its holder is killed', async () => {
    // Below node_modules, so that the native package is found.
    const cache = join(import.meta.dirname, '../../../node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    built = mkdtempSync(join(cache, 'headwater-lock-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { external: true },
      build: {
        ssr: join(import.meta.dirname, 'data-dir-lock.ts'),
        outDir: built,
        emptyOutDir: true,
        rolldownOptions: { output: { entryFileNames: 'lock.mjs' } },
      },
    });
    const script = join(built, 'hold.mjs');
    writeFileSync(
      script,
      `import { lockDataDir } from './lock.mjs';
       lockDataDir(process.argv[2]);
       console.log('held');
       setInterval(() => {}, 1000);`,
    );
    const holder = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(holder.stdout, 'data');
    expect(() => lockDataDir(folder)).toThrowError(busy(holder.pid ?? -1));
    const ended = once(holder, 'exit');
    holder.kill('SIGKILL');
    await ended;
    lockDataDir(folder).release();
  });
});
