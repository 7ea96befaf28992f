import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const outDir = process.env['STUDIO_OUT'] ?? join(import.meta.dirname, '..', '..', 'out');

/** A real engine as people start it: the built command line, in a data folder of its own. */
export interface StudioEngine {
  /** The studio's address with its token. */
  readonly url: string;
  /** Ends it as Ctrl-C does, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts `headwater serve` on free ports. Rejects when it ends before it has printed the studio's address. */
export async function startStudioEngine(): Promise<StudioEngine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'headwater-studio-'));
  const child = spawn(
    process.execPath,
    [join(outDir, 'node', 'cli.mjs'), 'serve', '--no-open', '--port', '0', '--data', dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /^Studio: (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    child.stdout.resume();
    return { url, stop };
  }
  await stop();
  throw new Error('Expected the line "Studio: …", got the end of the engine');
}

/** ffmpeg as a stranger's encoder: a small moving picture with a tone, keyframes every 2 s, until it is killed. */
export function pushEncoder(server: string, key: string): { readonly child: ChildProcess; stop(): Promise<void> } {
  const child = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25', '-f', 'lavfi', '-i', 'sine=440'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-g', '50', '-b:v', '800k'],
      ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-ar', '48000', '-f', 'flv', `${server}/${key}`],
    ],
    { stdio: 'ignore' },
  );
  const ended = once(child, 'exit');
  return {
    child,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
