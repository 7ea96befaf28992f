import { readFileSync } from 'node:fs';

/** USER_HZ: the unit of times in /proc whatever the kernel's own tick (proc_pid_stat(5)); 100 wherever Node runs. */
const ticksPerSecond = 100;

/** CPU of a process in seconds, user and system. */
export interface CpuSeconds {
  readonly own: number;
  /** Of its children that have ended, and theirs. */
  readonly ended: number;
}

/** CPU of a process and of its ended children. Linux; throws when the process is gone. */
export function cpuSecondsOf(pid: number): CpuSeconds {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold spaces and brackets.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15).map(Number);
  return { own: (utime + stime) / ticksPerSecond, ended: (cutime + cstime) / ticksPerSecond };
}

/** Bytes of memory that a process has in RAM (VmRSS). Linux; throws when the process is gone. */
export function rssBytesOf(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  if (found?.[1] === undefined) throw new Error(`Expected VmRSS of process ${pid}, got none`);
  return Number(found[1]) * 1024;
}
