import type { ProgressSink } from './progress.js';

/** Standard error as a place for progress. */
export function stderrSink(): ProgressSink {
  const stream = process.stderr;
  return {
    isTty: stream.isTTY === true && process.env['TERM'] !== 'dumb',
    columns: () => stream.columns ?? 80,
    write: (text) => {
      stream.write(text);
    },
  };
}

/** Resolves when everything written so far has left the process (pipes are asynchronous on some systems). */
export function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve());
  });
}
