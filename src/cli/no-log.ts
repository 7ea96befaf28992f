import type { Logger } from '../engine/log/logger.js';

/** What goes wrong is told in words; there is no log of a command without an engine. */
export const noLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => noLog,
};
