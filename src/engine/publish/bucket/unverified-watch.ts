import { readFile } from 'node:fs/promises';
import type { Reason } from '../../../shared/domain.js';
import { toAppError, type AppError } from '../../../shared/errors.js';
import type { Journal } from '../../archive/journal.js';
import { fileNames, layout, toDiskPath } from '../../archive/layout.js';
import type { Clock } from '../../clock.js';
import { readBack, type PublicFile } from './public-check.js';
import type { PublicationJournal, PublicationRow } from './publication-journal.js';

/** A public address is mended by people, at the provider: once a minute is soon enough. */
const lookEveryMs = 60_000;
/** So many that cannot be read are enough for one look: the others come first in the next. */
const mostFailures = 10;

export interface UnverifiedWatchDeps {
  readonly journal: Pick<Journal, 'renditions' | 'segments'>;
  readonly publications: PublicationJournal;
  /** The archive's root. */
  readonly root: string;
  /** Where viewers read a file of the broadcast; null where nobody knows. */
  readonly publicUrl: (row: PublicationRow, file: string) => string | null;
  readonly clock: Clock;
  /** Ends a look that is under way. */
  readonly signal: AbortSignal;
  readonly onChange: () => void;
  /** Something is asked of the public URL for it: the provider may bill it. */
  readonly onRequest: (row: PublicationRow) => void;
  /** It was told that viewers do not get it. */
  readonly isInTrouble: (row: PublicationRow) => boolean;
  readonly onNotice: (level: 'info', reason: Reason) => void;
}

/**
 * Looks again at what is stored whole and was not to be read through the public URL when it was completed, or has another one
 * since: as soon as it is, it has a link. Those that were looked at the longest ago come first. Everything to compare with is
 * in the archive; nothing is written to the bucket.
 */
export class UnverifiedWatch {
  readonly #deps: UnverifiedWatchDeps;
  readonly #troubles = new Map<string, AppError>();
  /** In which turn each was looked at last. */
  readonly #turns = new Map<string, number>();
  #turn = 0;
  #nextMs = -Infinity;
  #looking: Promise<void> | null = null;

  constructor(deps: UnverifiedWatchDeps) {
    this.#deps = deps;
  }

  /** Why viewers do not get it, as last seen; null: not looked at, or they do. */
  trouble(row: PublicationRow): AppError | null {
    return this.#troubles.get(idOf(row)) ?? null;
  }

  /** A destination was changed: look with the next tick. */
  poke(): void {
    this.#nextMs = -Infinity;
  }

  /** Once a second. */
  tick(): void {
    if (this.#looking !== null || this.#deps.clock.monotonicMs() < this.#nextMs) return;
    this.#nextMs = this.#deps.clock.monotonicMs() + lookEveryMs;
    this.#looking = this.look().finally(() => {
      this.#looking = null;
    });
  }

  /** Looks at them, until too many cannot be read. Never rejects. */
  async look(): Promise<void> {
    const { publications, signal, onNotice } = this.#deps;
    const rows = publications.all().filter(({ state, isVerified }) => state === 'complete' && !isVerified);
    const turnOf = (row: PublicationRow): number => this.#turns.get(idOf(row)) ?? -1;
    let failures = 0;
    let isAnyAgain = false;
    for (const row of rows.sort((a, b) => turnOf(a) - turnOf(b))) {
      if (signal.aborted || failures >= mostFailures) break;
      this.#turns.set(idOf(row), (this.#turn += 1));
      const wasInTrouble = this.#troubles.has(idOf(row)) || this.#deps.isInTrouble(row);
      if (!(await this.#lookAt(row))) failures += 1;
      else if (wasInTrouble) isAnyAgain = true;
    }
    if (isAnyAgain) onNotice('info', { code: 'publish.public-again', details: {} });
  }

  async settle(): Promise<void> {
    await this.#looking;
  }

  /** True when viewers get it. */
  async #lookAt(row: PublicationRow): Promise<boolean> {
    const { publications, publicUrl, signal, onChange, onRequest } = this.#deps;
    const root = publicUrl(row, '');
    try {
      const files = await this.#files(row);
      if (files.length === 0) return false;
      await readBack(files, signal, () => onRequest(row));
      // unpublished, or to be read elsewhere meanwhile?
      const isStill = publications.get(row.broadcastId, row.destinationId)?.state === 'complete';
      if (!isStill || publicUrl(row, '') !== root) return false;
      this.#troubles.delete(idOf(row));
      this.#turns.delete(idOf(row));
      publications.update(row.broadcastId, row.destinationId, { isVerified: true });
      onChange();
      return true;
    } catch (error) {
      if (!signal.aborted) this.#troubles.set(idOf(row), toAppError(error, 'publish.unreachable'));
      return false;
    }
  }

  /** What a player reads first: the master, a playlist, its last init segment and segment; of the least picture (see PublicationCare). */
  async #files(row: PublicationRow): Promise<PublicFile[]> {
    const { journal, publicUrl, root } = this.#deps;
    const renditions = journal.renditions(row.broadcastId);
    const least = renditions.findLast(({ kind }) => kind === 'video') ?? renditions[0];
    if (least === undefined) return [];
    const last = journal.segments(row.broadcastId, least.name).findLast(({ state }) => state === 'closed');
    if (last === undefined) return [];
    const inLeast = [fileNames.live, fileNames.init(last.init), fileNames.segment(last.sequence)];
    const folder = toDiskPath(root, layout.broadcast(row.channel, row.broadcastId));
    const names = [fileNames.master, ...inLeast.map((name) => `${least.name}/${name}`)];
    const files = names.map(async (name): Promise<PublicFile[]> => {
      const url = publicUrl(row, name);
      return url === null ? [] : [{ url, expected: await readFile(toDiskPath(folder, name)) }];
    });
    return (await Promise.all(files)).flat();
  }
}

function idOf({ broadcastId, destinationId }: PublicationRow): string {
  return `${destinationId}/${broadcastId}`;
}
