import { execFileSync, type ExecFileSyncOptions } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { appArguments, electronProgram, root, type Start } from './launch-app.js';

const isRoot = process.getuid?.() === 0;
const nobody = '65534';
/** What goes before a command that root has run for nobody. */
const asNobody = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'];

/** Whether that command, run as an ordinary user, succeeds. */
function can(...command: string[]): boolean {
  const [program = '', ...args] = isRoot ? [...asNobody, ...command] : command;
  const options: ExecFileSyncOptions = { stdio: 'ignore' };
  try {
    execFileSync(program, args, options);
    return true;
  } catch {
    return false;
  }
}

/** Why no ordinary user can start the app here; null: one can. Who runs the tests is one, but for root. */
export function ordinaryUserMissing(): string | null {
  if (!isRoot) return null;
  const needed = [join(root, 'out/main/index.cjs'), join(root, 'node_modules/playwright-core/package.json')];
  return needed.every((file) => can('test', '-r', file)) ? null : 'Expected a folder that others than root can read';
}

/** Why Chromium has no sandbox here, for an ordinary user either; null: it has one. Linux. */
export function sandboxMissing(): string | null {
  if (process.platform !== 'linux') return 'Expected Linux: /proc tells who is shut in';
  const missing = ordinaryUserMissing();
  if (missing !== null) return missing;
  return can('unshare', '--user', 'true') ? null : 'Expected user namespaces for others than root';
}

/** The app as an ordinary user starts it: where root runs the tests, as nobody, whose that home becomes. */
export async function asOrdinaryUser(home: string): Promise<Start> {
  if (!isRoot) return { program: electronProgram(), args: appArguments };
  const original = electronProgram();
  const isReachable = can('test', '-x', original);
  if (!isReachable) await cp(dirname(original), join(home, 'electron'), { recursive: true });
  const electron = isReachable ? original : join(home, 'electron', 'electron');
  const program = join(home, 'as-nobody');
  const screenKey = process.env['XAUTHORITY'];
  if (screenKey !== undefined) await cp(screenKey, join(home, 'screen-key'));
  const script = [
    '#!/bin/sh',
    `export HOME='${home}' XAUTHORITY='${home}/screen-key'`,
    `chown -R ${nobody}:${nobody} '${home}'`,
    `exec ${asNobody.join(' ')} '${electron}' "$@"`,
  ];
  await writeFile(program, `${script.join('\n')}\n`, { mode: 0o755 });
  return { program, args: [root] };
}
