import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** An engine in small: an owner, a listener, an ffmpeg that writes to it, and one that does not. Prints all their pids. */
const engine = `
import { createServer } from 'node:net';
import { createProcessOwner } from './process-owner.mjs';
const logger = { debug() {}, info() {}, warn() {}, error() {}, child: () => logger };
const owner = createProcessOwner({ logger });
const source = ['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=s=160x90:r=10'];
const server = createServer((socket) => {
  socket.once('data', async () => {
    const idle = await owner.spawn({ name: 'idle', file: 'ffmpeg', args: [...source, '-f', 'null', '-'] });
    console.log(JSON.stringify([writer.pid, idle.pid]));
    if (process.argv[2] === 'exit') process.exit(1);
    socket.resume();
  });
});
let writer;
server.listen(0, '127.0.0.1', async () => {
  const url = 'tcp://127.0.0.1:' + server.address().port;
  writer = await owner.spawn({ name: 'writer', file: 'ffmpeg', args: [...source, '-f', 'mpegts', url] });
});
`;

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwater-orphans-'));
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'process-owner.ts'),
      outDir: folder,
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'process-owner.mjs' } },
    },
  });
  await writeFile(join(folder, 'engine.mjs'), engine);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

// the reaper that is tried here is not used on Windows (child-reaper.ts)
describe.runIf(process.platform !== 'win32')('the end of an engine', () => {
  it.each(['SIGKILL', 'exit'] as const)('by %s takes its children with it', async (way) => {
    const parent = spawn(process.execPath, [join(folder, 'engine.mjs'), way], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(parent, 'exit');
    let children: number[] = [];
    for await (const line of createInterface({ input: parent.stdout })) {
      children = JSON.parse(line) as number[];
      if (way === 'SIGKILL') parent.kill('SIGKILL');
    }
    await ended;
    expect(children).toHaveLength(2);
    await vi.waitFor(() => expect(children.filter(isAlive)).toEqual([]), { timeout: 15_000, interval: 20 });
  });
});
