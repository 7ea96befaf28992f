const LOOK_EVERY_MS = 500;

/**
 * Ends this process (as if by SIGTERM) when the one that started it is gone. npm passes a signal on to its shell only, and
 * that shell dies without telling us: without this, `kill` on npm would leave the studio running. POSIX only; on Windows a
 * parent's id stays.
 */
export function endWithParent() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  timer.unref();
}
