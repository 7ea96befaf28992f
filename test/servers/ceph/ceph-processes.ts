import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Not the mark by which tests find their own processes (support/own-processes.ts): these are meant to stay. */
const { HEADWATER_TEST_MARK: _, ...environment } = process.env;
const env = { ...environment, LC_ALL: 'C' };

/** Full path of a program, null when it is not installed. */
export function findProgram(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/bin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? null;
}

/** Daemons that die with this process, whatever ends it. */
export class CephProcesses {
  readonly #children: ChildProcess[] = [];
  readonly #killAll = (): void => {
    for (const child of this.#children) child.kill('SIGKILL');
  };

  constructor() {
    process.once('exit', this.#killAll);
  }

  /** Starts a daemon in the foreground; returns its process id. `onEnd` is told of its end. */
  start(program: string, args: readonly string[], onEnd: (why: string) => void): number | undefined {
    const setpriv = findProgram('setpriv');
    // the kernel kills it with us even when we are killed with -9, which no handler sees
    const [file = program, ...rest] =
      setpriv === null ? [program, ...args] : [setpriv, '--pdeathsig', 'KILL', program, ...args];
    const child = spawn(file, rest, { stdio: 'ignore', env });
    child.once('error', (error) => {
      onEnd(String(error));
    });
    child.once('exit', (code, signal) => {
      onEnd(`${program} ended with ${String(code ?? signal)}`);
    });
    this.#children.push(child);
    return child.pid;
  }

  /** Runs a command to its end; returns what it printed. */
  async run(program: string, args: readonly string[], timeoutMs = 30_000): Promise<string> {
    return (await run(program, [...args], { env, timeout: timeoutMs, killSignal: 'SIGKILL' })).stdout;
  }

  /** Kills them: what they hold is in memory and to be forgotten. Resolves when all are gone. */
  async stop(): Promise<void> {
    process.off('exit', this.#killAll);
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await gone;
      }),
    );
  }
}
