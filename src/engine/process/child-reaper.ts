import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Logger } from '../log/logger.js';
import { childEnvironment } from './child-environment.js';

/**
 * Reads `+ pid` and `- pid`; when the pipe ends, however the engine came to its end, the groups still listed are killed.
 * Plain POSIX sh, on every Linux and macOS. Signals of the terminal do not reach it: it has its own session.
 */
const script = `
pids=' '
while read -r op pid; do
  case $op in
    +) pids="$pids$pid " ;;
    -) pids="\${pids%% $pid *} \${pids#* $pid }" ;;
  esac
done
for pid in $pids; do kill -s KILL -- "-$pid" 2>/dev/null; done
`;

/**
 * The guard against orphans: one tiny shell that outlives an engine killed with SIGKILL for just as long as it takes to
 * kill the engine's children. It exists because Node can set no parent-death signal and knows no job objects. POSIX only;
 * on Windows children end when their sockets and pipes to the engine break.
 */
export class ChildReaper {
  readonly #logger: Logger;
  readonly #groups = new Set<number>();
  #shell: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Its own pid while it runs. */
  get pid(): number | null {
    return this.#shell?.pid ?? null;
  }

  /** The process group of a child just started. */
  add(group: number): void {
    if (process.platform === 'win32') return;
    this.#groups.add(group);
    if (this.#shell === null) this.#start();
    else this.#shell.stdin?.write(`+ ${group}\n`);
  }

  /** The group is gone: its number may be another's from now on. */
  remove(group: number): void {
    if (this.#groups.delete(group)) this.#shell?.stdin?.write(`- ${group}\n`);
  }

  /** Lets it end; resolves when it has. Whatever is still listed is killed. */
  async stop(): Promise<void> {
    this.#shell?.stdin?.end();
    this.#shell = null;
    this.#groups.clear();
    await this.#ended;
  }

  #start(): void {
    const shell = spawn('/bin/sh', ['-c', script], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      env: childEnvironment(process.env),
    });
    this.#shell = shell;
    this.#ended = new Promise((resolve) => {
      const onEnd = (error?: Error): void => {
        if (this.#shell === shell) {
          this.#shell = null;
          this.#logger.warn({ error: error?.message }, 'The guard against orphaned processes has ended');
        }
        resolve();
      };
      shell.once('exit', () => onEnd());
      shell.once('error', onEnd);
    });
    // A broken pipe is told by the end of the shell.
    shell.stdin.on('error', (error) => this.#logger.debug({ error: error.message }, 'Guard pipe'));
    for (const group of this.#groups) shell.stdin.write(`+ ${group}\n`);
    shell.unref();
    if (shell.stdin instanceof Socket) shell.stdin.unref();
  }
}
