import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '..', '..', '..');

const runAsNode = (...args: readonly string[]) =>
  promisify(execFile)(createRequire(import.meta.url)('electron') as string, args, {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });

/**
 * The bundles must load in the oldest runtime that is supported. Where the Electron at hand is that one (33: Node 20.18), this
 * shows it; with a newer one it shows that much.
 */
test('the command line loads in the Node that Electron carries', async () => {
  const { stdout } = await runAsNode(join(root, 'out', 'node', 'cli.mjs'), 'version');
  expect(stdout.trim()).toMatch(/^\d+\.\d+\.\d+/);
});

test('the entry of the engine’s process loads there, and what was compiled is kept where that Node can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-compiled-'));
  const kept = join(folder, 'kept');
  // it says that nobody has started it to serve: all its modules have been read by then
  await expect(runAsNode(join(root, 'out', 'node', 'engine-host.mjs'), kept)).rejects.toMatchObject({ code: 2 });
  const { stdout } = await runAsNode('-p', `'enableCompileCache' in require('node:module')`);
  expect(existsSync(kept)).toBe(stdout.trim() === 'true');
  await rm(folder, { recursive: true });
});
