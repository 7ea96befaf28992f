import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** So many zips stay: whoever helps may ask for an older one, and a disk is for recordings. */
export const keptDiagnostics = 5;
/** What is still called `.tmp` after so long was left by a crash. */
const abandonedAfterMs = 3_600_000;

const zipName = /^headwater-diagnostics-\d{8}-\d{6}\.zip$/;
const unfinishedName = /^headwater-diagnostics-\d{8}-\d{6}\.zip\.tmp$/;

/**
 * Removes all saved diagnostics of a folder but the newest ones (by their names) and `newest`, which stays whatever the clock
 * said when it was named; answers what was removed. Nothing of another name is touched. What cannot be removed stays for the
 * next time. `nowMs`: epoch milliseconds. Never rejects.
 */
export async function pruneDiagnostics(folder: string, newest: string, nowMs: number): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const others = names.filter((name) => zipName.test(name) && name !== newest).sort();
  const old = others.slice(0, Math.max(0, others.length - (keptDiagnostics - 1)));
  const abandoned: string[] = [];
  for (const name of names.filter((each) => unfinishedName.test(each))) {
    const facts = await stat(path.join(folder, name)).catch(() => null);
    if (facts !== null && nowMs - facts.mtimeMs > abandonedAfterMs) abandoned.push(name);
  }
  const removed: string[] = [];
  for (const name of [...old, ...abandoned]) {
    const isGone = await rm(path.join(folder, name)).then(
      () => true,
      () => false,
    );
    if (isGone) removed.push(name);
  }
  return removed;
}
