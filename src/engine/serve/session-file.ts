import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { toAppError } from '../../shared/errors.js';
import type { Logger } from '../log/logger.js';

/** A session as it is kept: nobody can sign in with its hash. */
export interface KeptSession {
  readonly hash: string;
  /** Epoch milliseconds. */
  readonly openedAtMs: number;
}

/** Where sessions outlive the engine. */
export interface SessionMemory {
  /** Oldest first; empty when there are none, or they cannot be read. */
  load(): readonly KeptSession[];
  /** Never throws: what is not kept ends with the engine. */
  save(sessions: readonly KeptSession[]): void;
}

const fileSchema = z.object({ sessions: z.array(z.object({ hash: z.string(), openedAtMs: z.number() })) });

/**
 * Sessions in a file that nobody else on the computer may read: an engine that fell and was started again knows the studio that
 * was open, whose show goes on within the reconnect window.
 */
export function sessionFile(file: string, log: Logger): SessionMemory {
  return {
    load: () => {
      try {
        return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).sessions;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
          log.warn({ err: toAppError(error) }, 'the sessions of the studio cannot be read: open its link again');
        return [];
      }
    },
    save: (sessions) => {
      try {
        const draft = `${file}.tmp`;
        writeFileSync(draft, JSON.stringify({ sessions }), { mode: 0o600 });
        renameSync(draft, file);
      } catch (error) {
        log.warn({ err: toAppError(error) }, 'the sessions of the studio cannot be kept');
      }
    },
  };
}
