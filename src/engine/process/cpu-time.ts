import { readFile } from 'node:fs/promises';
import { execa } from 'execa';

/** USER_HZ: /proc shows times in this unit whatever the kernel's own tick (proc_pid_stat(5)); 100 wherever Node runs. */
const ticksPerSecond = 100;

/**
 * CPU seconds (user + system) used so far by this process and the processes named. Children that are just gone count 0.
 * Null where the system does not tell (Windows).
 */
export async function cpuSecondsOf(pids: readonly number[]): Promise<number | null> {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (pids.length === 0) return own;
  if (process.platform === 'linux') {
    const times = await Promise.all(pids.map(readLinux));
    return times.reduce((sum, seconds) => sum + seconds, own);
  }
  if (process.platform === 'darwin') return own + (await readPs(pids));
  return null;
}

/** Ticks of the fields utime, stime, cutime and cstime of a line of /proc/<pid>/stat. The name may hold spaces and `)`. */
export function parseProcStat(line: string): number {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
}

/** Seconds of what `ps -o time=` prints: `[[dd-]hh:]mm:ss[.cc]`. */
export function parsePsTime(text: string): number {
  const [clock = '0', days = '0'] = text.trim().split('-').reverse();
  return clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days) * 86_400;
}

async function readLinux(pid: number): Promise<number> {
  try {
    return parseProcStat(await readFile(`/proc/${pid}/stat`, 'utf8')) / ticksPerSecond;
  } catch {
    return 0; // ended in between
  }
}

async function readPs(pids: readonly number[]): Promise<number> {
  const { stdout } = await execa('ps', ['-o', 'time=', '-p', pids.join(',')], { reject: false });
  return stdout
    .split('\n')
    .filter((line) => line.trim() !== '')
    .reduce((sum, line) => sum + parsePsTime(line), 0);
}
