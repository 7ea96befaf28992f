import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { eventually } from './eventually.js';

/** Everything that this test file starts, and everything that that starts, carries it in its environment. */
const mark = randomUUID();
process.env['HEADWATER_TEST_MARK'] = mark;

/** Other processes' environments are to be read on Linux alone. */
export const canSeeProcesses = process.platform === 'linux';

/** Leaders of the sessions that belong to this test file whole. */
const sessions = new Set<number>();

/**
 * All processes of the session that this one leads are this test file's: Chromium's write their names over their environment, and
 * the mark is gone. Playwright starts each program as the leader of a session.
 */
export function ownSession(leaderPid: number): void {
  sessions.add(leaderPid);
}

/** Whether the environment of that process has the mark, or its session belongs here. Throws when it ends meanwhile. */
function isOwn(name: string): boolean {
  if (readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark)) return true;
  // proc_pid_stat(5): behind the name, which may hold anything, are state, parent, group, session
  const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
  const session = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3];
  return sessions.has(Number(session));
}

/** A process that this test file brought into the world, itself or through a child. */
export interface OwnProcess {
  readonly pid: number;
  readonly command: string;
}

/** All of them that run now, found by their environment or session: also those whose parent is dead. Linux. */
export function ownProcesses(): OwnProcess[] {
  // elsewhere nobody tells: tests that need to know are skipped there
  if (!canSeeProcesses) return [];
  const found: OwnProcess[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue;
    try {
      if (!isOwn(name)) continue;
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      // a process that is just ending has no command line any more
      if (command !== '') found.push({ pid: Number(name), command });
    } catch {
      // it ended while it was looked at
    }
  }
  return found;
}

/** The ffmpegs that make ladders: those that write to the engine's own listeners. */
export function ladderProcesses(): OwnProcess[] {
  return ownProcesses().filter(({ command }) => command.includes('frag_every_frame'));
}

/** Resolves when none is left. Rejects with their command lines when that takes two minutes. */
export async function noProcessLeft(): Promise<void> {
  try {
    await eventually('no process to be left', () => (ownProcesses().length === 0 ? true : null));
  } catch (error) {
    throw new Error(
      ownProcesses()
        .map(({ pid, command }) => `${String(pid)} ${command.slice(0, 160)}`)
        .join('; '),
      {
        cause: error,
      },
    );
  }
}
