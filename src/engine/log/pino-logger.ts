import { pino } from 'pino';
import { BroadcastLogs } from './broadcast-logs.js';
import { DailyFile } from './daily-file.js';
import { logsFolder } from './logs-folder.js';
import type { Logger } from './logger.js';
import { readableLine } from './readable-line.js';
import { Redactor } from './redactor.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const levelValues = { debug: 20, info: 30, warn: 40, error: 50 } as const;

/** The engine's log and what belongs to it. */
export interface Log {
  readonly logger: Logger;
  /** Tell it every secret as soon as it is known. */
  readonly redactor: Redactor;
  /** Each broadcast's own log, once it is told where they are. */
  readonly broadcasts: BroadcastLogs;
  /** Writes what waits, at once. */
  readonly flush: () => void;
  /** Flushes, closes the file and takes back the exit handler. */
  readonly close: () => void;
}

/**
 * Opens the log: pino's JSON lines into `<dataDir>/logs/headwater-YYYY-MM-DD.log`, kept 14 days, every line redacted as a
 * whole, so that no field, stack or cause slips through. `stderrLevel`: the same, human-readable, on standard error from
 * that level on. No worker thread: pino's transports cannot be bundled, and what a dying engine says last must be written.
 */
export function openLog(options: {
  readonly dataDir: string;
  readonly level?: LogLevel;
  readonly stderrLevel?: LogLevel;
  readonly keepDays?: number;
  readonly now?: () => number;
  readonly writeStderr?: (line: string) => void;
}): Log {
  const { stderrLevel, now = Date.now, writeStderr = (line) => process.stderr.write(line) } = options;
  const redactor = new Redactor();
  const broadcasts = new BroadcastLogs();
  const file = new DailyFile({ folder: logsFolder(options.dataDir), keepDays: options.keepDays ?? 14, now });
  const fileLevel = options.level ?? 'debug';
  const stderrFrom = stderrLevel === undefined ? Infinity : levelValues[stderrLevel];
  const logger = pino(
    {
      level: lowerOf(fileLevel, stderrLevel),
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      serializers: { error: serializeError, err: serializeError },
    },
    {
      write(line: string): void {
        const clean = redactor.redact(line);
        const level = Number(/^\{"level":(\d+)/.exec(clean)?.[1] ?? 0);
        if (level >= levelValues[fileLevel]) {
          file.write(clean);
          broadcasts.write(clean, level);
        }
        if (level >= stderrFrom) writeStderr(readableLine(clean));
      },
    },
  );
  const flush = (): void => {
    broadcasts.flush();
    file.flush();
  };
  process.once('exit', flush);
  return {
    logger,
    redactor,
    broadcasts,
    flush,
    close: () => {
      broadcasts.unfollow();
      process.removeListener('exit', flush);
      file.close();
    },
  };
}

function lowerOf(a: LogLevel, b: LogLevel | undefined): LogLevel {
  return b !== undefined && levelValues[b] < levelValues[a] ? b : a;
}

function serializeError(value: unknown): unknown {
  return value instanceof Error ? pino.stdSerializers.errWithCause(value) : value;
}
