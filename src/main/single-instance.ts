import { app } from 'electron';

/** True for the first app on this profile; a later one wakes the first, which hears its arguments, and answers false. */
export function claimSingleInstance(onSecond: (argv: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => onSecond(argv));
  return true;
}
