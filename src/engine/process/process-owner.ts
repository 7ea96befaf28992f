import type { Logger } from '../log/logger.js';
import { AppError } from '../../shared/errors.js';
import { ChildReaper } from './child-reaper.js';
import { cpuSecondsOf } from './cpu-time.js';
import { OwnedChild } from './owned-child.js';
import type { OwnedProcess, ProcessExit, ProcessOwner, SpawnOptions } from './owned-process.js';

export interface ProcessOwnerDependencies {
  readonly logger: Logger;
  /** Takes secrets out of a line of standard error (the log's own redactor). */
  readonly redact?: (text: string) => string;
  /** From SIGTERM to SIGKILL. */
  readonly killDelayMs?: number;
}

/**
 * The owner of every child process of the engine. What is guaranteed:
 * - `stopAll` ends every child and all it has started, and waits for the real end; nothing can be started afterwards;
 * - when the engine exits without it (`process.exit`, an uncaught error), the children are killed in the exit handler;
 * - when the engine is killed with SIGKILL, on Linux and macOS a guard shell kills the children's process groups at once
 *   (see ChildReaper); on Windows a child ends when its next write to a pipe or socket of the engine fails, which for the
 *   ladder is its next frame.
 */
export function createProcessOwner(dependencies: ProcessOwnerDependencies): ProcessOwner {
  return new ChildOwner(dependencies);
}

class ChildOwner implements ProcessOwner {
  readonly #logger: Logger;
  readonly #redact: (text: string) => string;
  readonly #killDelayMs: number;
  readonly #children = new Set<OwnedChild>();
  readonly #starting = new Set<Promise<OwnedChild>>();
  readonly #reaper: ChildReaper;
  readonly #onExit = (): void => this.#children.forEach((child) => child.killNow());
  #stopping: Promise<void> | null = null;
  #isListening = false;

  constructor({ logger, redact = (text) => text, killDelayMs = 5000 }: ProcessOwnerDependencies) {
    this.#logger = logger.child({ component: 'process' });
    this.#redact = redact;
    this.#killDelayMs = killDelayMs;
    this.#reaper = new ChildReaper(this.#logger);
  }

  async spawn(options: SpawnOptions): Promise<OwnedProcess> {
    if (this.#stopping !== null) {
      throw new AppError(
        'engine.shutting-down',
        `Expected a running engine, got ${options.name} to start while it stops`,
      );
    }
    if (!this.#isListening) process.once('exit', this.#onExit);
    this.#isListening = true;
    const redact = (text: string): string => this.#redact(hide(text, options.redact ?? []));
    const starting = OwnedChild.start(options, {
      killDelayMs: this.#killDelayMs,
      redact,
      onStarted: (pid) => this.#reaper.add(pid),
    });
    this.#starting.add(starting);
    try {
      const child = await starting;
      this.#children.add(child);
      this.#logger.debug({ name: child.name, pid: child.pid, args: options.args.map(redact) }, 'Child started');
      void child.exited.then((exit) => this.#forget(child, exit));
      return child;
    } finally {
      this.#starting.delete(starting);
    }
  }

  cpuSeconds(): Promise<number | null> {
    return cpuSecondsOf([...this.#children].map((child) => child.pid));
  }

  stopAll(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #end(): Promise<void> {
    const starting = await Promise.allSettled(this.#starting);
    const started = starting.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    await Promise.all([...new Set([...this.#children, ...started])].map((child) => child.stop()));
    await this.#reaper.stop();
    process.removeListener('exit', this.#onExit);
  }

  #forget(child: OwnedChild, exit: ProcessExit): void {
    this.#children.delete(child);
    this.#reaper.remove(child.pid);
    const fields = { name: child.name, pid: child.pid, ...exit };
    if (exit.asked || exit.code === 0) this.#logger.debug(fields, 'Child ended');
    else this.#logger.warn({ ...fields, tail: child.stderrTail().slice(-5) }, 'Child ended by itself');
  }
}

function hide(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '[redacted]');
  return clean;
}
