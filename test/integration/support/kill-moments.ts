import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as moment } from 'node:timers/promises';
import type { FaultProxy } from '../../servers/fault-proxy.js';

/**
 * What an engine that publishes is in the middle of when it is killed: its start (repair of what the last kill left),
 * anything, the closing of a segment, the upload of one, the writing of a playlist, a transaction of its journal.
 */
export const killMoments = ['starting', 'any', 'segment', 'upload', 'playlist', 'journal'] as const;
export type KillMoment = (typeof killMoments)[number];

/** Resolves when the engine of this data folder is at such a moment. `chance` gives numbers from 0 to 1. */
export async function untilKillMoment(
  kind: KillMoment,
  at: {
    readonly dataDir: string;
    /** Folder of the broadcast that is on air. */
    readonly archiveDir: string;
    readonly proxy: FaultProxy;
    readonly chance: () => number;
  },
): Promise<void> {
  const { chance, proxy } = at;
  // once is no spread: what happens first after a start is passed over more often than not
  const times = 1 + Math.floor(chance() * 4);
  switch (kind) {
    case 'starting':
      return moment(chance() * 1_500);
    case 'any':
      return moment(500 + chance() * 4_000);
    case 'segment': {
      const entries = await readdir(at.archiveDir, { withFileTypes: true });
      // all renditions: one of them may be shed just now
      const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => path.join(at.archiveDir, name));
      // renamed from <n>.m4s.open just now: the folder is synced next, then the row is closed
      await changes(folders, /^\d+\.m4s$/, times + 2);
      return moment(chance() * 20);
    }
    case 'upload':
    case 'playlist': {
      const name = kind === 'upload' ? /\.m4s(?:\?|$)/ : /\/index\.m3u8(?:\?|$)/;
      for (let time = 0; time < times; time += 1) {
        await proxy.nextRequest((method, target) => method === 'PUT' && name.test(target));
      }
      // before, in the middle of and after the answer, whose row comes next
      return moment(chance() * 250);
    }
    case 'journal':
      await changes([at.dataDir], /-wal$/, times * 5);
      return moment(chance() * 5);
  }
}

/** Resolves when files of such names in these folders were changed so many times from now on. */
function changes(folders: readonly string[], name: RegExp, times: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let left = times;
    const watchers = folders.map((folder) =>
      watch(folder, (_event, file) => {
        if (file === null || !name.test(file)) return;
        left -= 1;
        if (left > 0) return;
        for (const watcher of watchers) watcher.close();
        resolve();
      }),
    );
    for (const watcher of watchers) watcher.once('error', reject);
  });
}
