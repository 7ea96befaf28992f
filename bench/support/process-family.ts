import { readdirSync, readFileSync } from 'node:fs';
import { cpuSecondsOf } from './process-figures.js';

/** What a process of the desktop app or of a browser is for. */
export type ProcessKind = 'main' | 'page' | 'gpu' | 'engine' | 'service' | 'other';

export interface FamilyMember {
  readonly pid: number;
  readonly kind: ProcessKind;
  readonly cpuSeconds: number;
  /** Proportional: what several share is divided among them, so that the sum is what the family takes (proc_pid_smaps(5)). */
  readonly pssBytes: number;
}

/** A process and all below it, as they are now. `rootIs`: what the first is. One that ends meanwhile is left out. Linux. */
export function familyOf(root: number, rootIs: ProcessKind): readonly FamilyMember[] {
  const parents = parentsOf();
  const isBelow = (pid: number): boolean => pid === root || (parents.has(pid) && isBelow(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isBelow).flatMap((pid) => {
    try {
      const kind = pid === root ? rootIs : kindOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'));
      return [{ pid, kind, cpuSeconds: cpuSecondsOf(pid).own, pssBytes: pssBytesOf(pid) }];
    } catch {
      return []; // it has ended since it was listed
    }
  });
}

function parentsOf(): ReadonlyMap<number, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const line = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // it has ended since it was listed
    }
  }
  return parents;
}

function kindOf(argv: readonly string[]): ProcessKind {
  // Chromium's own processes have one word with all their switches
  const words = argv.flatMap((word) => word.split(' '));
  const type = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  if (type === 'renderer') return 'page';
  if (type === 'gpu-process') return 'gpu';
  if (type !== 'utility') return type === undefined ? 'other' : 'service';
  return words.some((word) => word.includes('node.mojom.NodeService')) ? 'engine' : 'service';
}

function pssBytesOf(pid: number): number {
  const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
  return Number(found?.[1] ?? 0) * 1024;
}
