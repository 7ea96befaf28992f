import { app } from 'electron';

/** True for the first app on this profile; a later one wakes the first and answers false. */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
