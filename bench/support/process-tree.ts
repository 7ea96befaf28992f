import { readdirSync, readFileSync } from 'node:fs';
import { cpuSecondsOf } from './process-figures.js';

/** CPU that a process and all below it have used so far, in seconds; what one has used that ended meanwhile is missing. Linux. */
export function cpuSecondsOfTree(pid: number): number {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const sum = (one: number): number =>
    ownSeconds(one) + (children.get(one) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(pid);
}

function parentOf(pid: number): number | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null; // it has ended since it was listed
  }
}

function ownSeconds(pid: number): number {
  try {
    return cpuSecondsOf(pid).own;
  } catch {
    return 0; // it has ended since it was listed
  }
}
