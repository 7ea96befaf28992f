import type { Readable, Writable } from 'node:stream';

/** How a child ended. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True when `stop` was asked for before the end. */
  readonly asked: boolean;
}

/** A child process with one owner. It dies with the engine. */
export interface OwnedProcess {
  readonly name: string;
  readonly pid: number;
  readonly stdin: Writable | null;
  readonly stdout: Readable | null;
  /** Resolves at the real end; never rejects. */
  readonly exited: Promise<ProcessExit>;
  /** The last lines of standard error, oldest first, with secrets redacted. */
  stderrTail(): readonly string[];
  /** SIGTERM, then SIGKILL after 5 s (the whole process tree); resolves at the real end. */
  stop(): Promise<ProcessExit>;
  /** SIGKILL at once. */
  kill(): void;
}

export interface SpawnOptions {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly stdin?: 'ignore' | 'pipe';
  readonly stdout?: 'ignore' | 'pipe';
  readonly onStderrLine?: (line: string) => void;
  /** Strings never to be shown in logs or in the tail. */
  readonly redact?: readonly string[];
}

/** Starts children and ends them all with the engine. Rejects with `ffmpeg.failed` when the file cannot be started. */
export interface ProcessOwner {
  spawn(options: SpawnOptions): Promise<OwnedProcess>;
  /** CPU seconds (user + system) used so far by the engine and its living children; null where it cannot be read. */
  cpuSeconds(): Promise<number | null>;
  stopAll(): Promise<void>;
}
