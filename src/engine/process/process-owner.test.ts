import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '../log/logger.js';
import { AppError } from '../../shared/errors.js';
import type { OwnedProcess, ProcessOwner } from './owned-process.js';
import { createProcessOwner } from './process-owner.js';

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => silent };
const owners: ProcessOwner[] = [];

function makeOwner(killDelayMs = 5000): ProcessOwner {
  const owner = createProcessOwner({ logger: silent, killDelayMs });
  owners.push(owner);
  return owner;
}

function runNode(owner: ProcessOwner, script: string): Promise<OwnedProcess> {
  return owner.spawn({ name: 'script', file: process.execPath, args: ['-e', script], stdin: 'pipe', stdout: 'pipe' });
}

async function firstText(child: OwnedProcess): Promise<string> {
  if (child.stdout === null) throw new Error('Expected a pipe, got none');
  const [bytes] = (await once(child.stdout, 'data')) as [Buffer];
  return bytes.toString();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

afterEach(async () => {
  await Promise.all(owners.splice(0).map((owner) => owner.stopAll()));
});

describe('createProcessOwner', () => {
  it('tells how a child ended and its last lines, without secrets', async () => {
    const lines: string[] = [];
    const child = await makeOwner().spawn({
      name: 'script',
      file: process.execPath,
      args: ['-e', "process.stderr.write('one\\ntwo s3cr3t\\rthree'); process.exitCode = 3"],
      redact: ['s3cr3t'],
      onStderrLine: (line) => lines.push(line),
    });
    expect(await child.exited).toEqual({ code: 3, signal: null, asked: false });
    expect(child.stderrTail()).toEqual(['one', 'two [redacted]', 'three']);
    expect(lines).toEqual(child.stderrTail());
  });

  it('rejects with ffmpeg.failed when the file cannot be started', async () => {
    const starting = makeOwner().spawn({ name: 'nothing', file: '/nowhere/ffmpeg', args: [] });
    await expect(starting).rejects.toMatchObject({ code: 'ffmpeg.failed', details: { file: '/nowhere/ffmpeg' } });
  });

  it('asks with SIGTERM first', async () => {
    const child = await runNode(
      makeOwner(),
      "process.on('SIGTERM', () => process.exit(7)); console.log('up'); process.stdin.resume()",
    );
    await firstText(child);
    expect(await child.stop()).toEqual({ code: 7, signal: null, asked: true });
    expect(child.stop()).toBe(child.stop());
  });

  it('kills a child that does not listen, and what that child has started', async () => {
    const child = await runNode(
      makeOwner(20),
      `process.on('SIGTERM', () => {});
       const { spawn } = require('node:child_process');
       const inner = spawn(process.execPath, ['-e', "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"]);
       inner.stdout.once('data', () => console.log(inner.pid));`,
    );
    const innerPid = Number(await firstText(child));
    expect(isAlive(innerPid)).toBe(true);
    expect(await child.stop()).toMatchObject({ signal: 'SIGKILL', asked: true });
    await vi.waitFor(() => expect(isAlive(innerPid)).toBe(false), { timeout: 10_000 });
  });

  it('ends all children and starts none afterwards', async () => {
    const owner = makeOwner();
    const children = await Promise.all([1, 2, 3].map(() => runNode(owner, 'process.stdin.resume()')));
    await owner.stopAll();
    expect(children.map((child) => isAlive(child.pid))).toEqual([false, false, false]);
    await expect(runNode(owner, '')).rejects.toBeInstanceOf(AppError);
  });

  // read from /proc, which Linux has
  it.runIf(process.platform === 'linux')('counts the CPU time of living children', async () => {
    const owner = makeOwner();
    const child = await runNode(
      owner,
      'const end = performance.now() + 300; while (performance.now() < end); console.log(1); process.stdin.resume()',
    );
    await firstText(child);
    const withChild = (await owner.cpuSeconds()) ?? 0;
    const own = process.cpuUsage();
    expect(withChild).toBeGreaterThan((own.user + own.system) / 1e6);
  });
});
