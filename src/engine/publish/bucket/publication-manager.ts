import type { ClipJson } from '../../../shared/clips.js';
import { AppError } from '../../../shared/errors.js';
import type { Link } from '../../../shared/domain.js';
import type { Publication } from '../../../shared/publication.js';
import { isPublishedAtOnce } from '../../../shared/visibility.js';
import type { BroadcastRow, SegmentRow } from '../../archive/journal.js';
import type { Service } from '../../service.js';
import type { LineTrouble } from './bucket-line.js';
import { DestinationPublisher } from './destination-publisher.js';
import { PublicationBook } from './publication-book.js';
import type { PublicationManagerDeps } from './publication-manager-deps.js';
import type { PublicationCommands } from './publication-commands.js';
import type { PublicationRow } from './publication-journal.js';
import type { ClipStanding } from './published-clips.js';
import { UnverifiedWatch } from './unverified-watch.js';
import { PublicationDepartures } from '../unpublish/publication-departures.js';

const tickMs = 1_000;

/** All publications: takes up what is begun, goes on with what an earlier run left, and tells how each stands. */
export class PublicationManager implements Service, PublicationCommands {
  readonly name = 'publications';
  readonly #deps: PublicationManagerDeps;
  readonly #publishers = new Map<string, DestinationPublisher>();
  readonly #book: PublicationBook;
  readonly #unverified: UnverifiedWatch;
  /** How what is published leaves a destination, and a destination the studio. */
  readonly departures: PublicationDepartures;
  readonly #abort = new AbortController();
  readonly #waiters = new Map<string, Set<() => void>>();
  #isStarted = false;
  #isStopped = false;
  #cancelTick: () => void = () => undefined;

  constructor(deps: PublicationManagerDeps) {
    this.#deps = deps;
    this.#unverified = new UnverifiedWatch({
      ...deps,
      publicUrl: (row, file) => this.#book.publicUrl(row, file),
      signal: this.#abort.signal,
      onRequest: (row) => this.#book.countRead(row),
      isInTrouble: (row) => (this.#publishers.get(publisherId(row))?.verifyTrouble(row.broadcastId) ?? null) !== null,
    });
    this.departures = new PublicationDepartures({
      ...deps,
      removals: (row) => this.#publisher(row).removals,
      onSettled: (broadcastId) => this.#settle(broadcastId),
      onLeft: (destinationId) => this.#letGo(destinationId),
    });
    this.#book = new PublicationBook({
      ...deps,
      publisher: (row) => this.#publishers.get(publisherId(row)) ?? null,
      trouble: (row) => this.#unverified.trouble(row),
    });
  }

  /** Goes on with what is not complete. The archive has been repaired by now. */
  start(): Promise<void> {
    this.#isStarted = true;
    for (const row of this.#deps.publications.all()) this.#takeUp(row);
    this.#tick();
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTick();
    this.#abort.abort();
    await Promise.all([this.#unverified.settle(), ...[...this.#publishers.values()].map((each) => each.stop())]);
    this.#guarded(() => this.#saveUsage());
    for (const id of [...this.#waiters.keys()]) this.#settle(id);
  }

  /** A broadcast begins. Unless it is for this computer alone, the intent to publish it is stored before its first byte. */
  begun(row: BroadcastRow): void {
    const destinationId = this.#deps.destinationId();
    if (destinationId === null || !isPublishedAtOnce(row)) return;
    this.#takeUp(this.#insert(row, destinationId));
  }

  onSegment(segment: SegmentRow): void {
    for (const row of this.#of(segment.broadcastId)) {
      const publisher = this.#publishers.get(publisherId(row));
      publisher?.publication(segment.broadcastId)?.onSegment(segment);
      publisher?.kick();
    }
  }

  /** Its title or its state has changed. */
  rowChanged(row: BroadcastRow): void {
    if (!this.#isStarted) return;
    for (const publication of this.#of(row.id)) {
      if (publication.state === 'removing' || publication.state === 'removed') continue;
      void this.#publisher(publication)
        .refreshPages(row)
        .catch((error: unknown) => this.#deps.logger.debug({ err: error }, 'pages not written'));
    }
  }

  /** The broadcast is over and its archive final. */
  ended(row: BroadcastRow): void {
    if (!this.#isStarted || this.#isStopped) return;
    if (row.status !== 'ended' && row.status !== 'failed') return;
    for (const publication of this.#of(row.id)) {
      const publisher = this.#publishers.get(publisherId(publication));
      if (row.status === 'failed') this.departures.remove(publication);
      else publisher?.publication(row.id)?.end();
      publisher?.kick();
    }
    this.#deps.onChange();
  }

  async publish(broadcastId: string, destinationId: string): Promise<void> {
    const row = this.#deps.journal.broadcast(broadcastId);
    if (row === null) throw new AppError('recording.not-found', `Expected a recording, got ${broadcastId}`);
    const known = this.#deps.publications.get(broadcastId, destinationId);
    if (known !== null && (known.state === 'publishing' || known.state === 'complete')) return;
    if (known?.state === 'removing') {
      throw new AppError('recording.busy', 'Expected a recording that is not being removed from the bucket');
    }
    this.#takeUp(this.#insert(row, destinationId));
    this.#deps.onChange();
    await Promise.resolve();
  }

  unpublish(broadcastId: string, destinationId: string): Promise<void> {
    return this.departures.unpublish(broadcastId, destinationId);
  }

  unpublishAll(destinationId: string): Promise<void> {
    return this.departures.unpublishAll(destinationId);
  }

  forget(broadcastId: string, destinationId: string): Promise<void> {
    return this.departures.forget(broadcastId, destinationId);
  }

  async takeOver(broadcastId: string): Promise<void> {
    const rows = this.#of(broadcastId);
    if (rows.length === 0) throw new AppError('publication.not-found', `Expected ${broadcastId} to be published`);
    for (const row of rows) this.#publishers.get(publisherId(row))?.takeOver();
    await Promise.resolve();
  }

  /** A destination was changed or got its keys: what is blocked goes on at once. */
  destinationsChanged(): void {
    for (const publisher of this.#publishers.values()) publisher.reconnect();
    this.#unverified.poke();
  }

  /** The destinations where a broadcast is, or is on its way to. */
  describe(broadcastId: string): Publication[] {
    return this.#of(broadcastId)
      .filter(({ state }) => state !== 'removed')
      .map((row) => this.#book.describe(row));
  }

  /** Links that anyone can open: only to what was read back. */
  links({ id }: BroadcastRow): Link[] {
    return this.#of(id).flatMap((publication) => this.#book.links(publication));
  }

  clipStanding = (clip: ClipJson): ClipStanding => this.#book.clipStanding(clip);

  /** The channel's permanent links at the destination of the newest publication that they lead to. */
  channelLinks(): Link[] {
    const { publications, journal } = this.#deps;
    const isHidden = (id: string): boolean => journal.broadcast(id)?.visibility === 'unlisted';
    const newest = publications.all().find((row) => row.isVerified && !isHidden(row.broadcastId));
    return newest === undefined ? [] : this.#book.channelLinks(newest);
  }

  /** Public URL of a file of the broadcast at the destination where it was published first; null without one. */
  publicUrl(broadcastId: string, file: string): string | null {
    const [row] = this.#of(broadcastId);
    return row === undefined || row.state === 'removed' ? null : this.#book.publicUrl(row, file);
  }

  /** Resolves when nothing of it is on its way any more: complete, removed, or the engine stops. */
  async settled(broadcastId: string): Promise<void> {
    while (!this.#isStopped && this.#of(broadcastId).some(({ state }) => state === 'publishing')) {
      await new Promise<void>((resolve) => {
        const waiters = this.#waiters.get(broadcastId) ?? new Set();
        waiters.add(resolve);
        this.#waiters.set(broadcastId, waiters);
      });
    }
  }

  #of(broadcastId: string): PublicationRow[] {
    return this.#deps.publications.of(broadcastId);
  }

  #insert(row: BroadcastRow, destinationId: string): PublicationRow {
    const { publications, clock } = this.#deps;
    const inserted: PublicationRow = {
      broadcastId: row.id,
      destinationId,
      channel: row.channel,
      state: 'publishing',
      isVerified: false,
      retries: 0,
      createdAtMs: clock.now(),
      completedAtMs: null,
      usage: { puts: 0, gets: 0, lists: 0, bytesSent: 0 },
    };
    publications.put(inserted);
    return inserted;
  }

  #takeUp(row: PublicationRow): void {
    if (row.state === 'removing') this.departures.remove(row);
    if (row.state !== 'publishing') return;
    const publication = this.#publisher(row).add(row.broadcastId);
    const broadcast = this.#deps.journal.broadcast(row.broadcastId);
    if (broadcast?.status === 'ended') publication.end();
    else if (broadcast === null || broadcast.status === 'failed') this.departures.remove(row);
  }

  /** Ends the lines to a destination on which nothing is to be done: what they had refused is not asked for again. */
  async #letGo(destinationId: string): Promise<void> {
    for (const [id, publisher] of this.#publishers) {
      if (!id.startsWith(`${destinationId}/`) || !publisher.isIdle) continue;
      this.#publishers.delete(id);
      await publisher.stop();
    }
  }

  #publisher(row: PublicationRow): DestinationPublisher {
    const id = publisherId(row);
    const known = this.#publishers.get(id);
    if (known !== undefined) return known;
    const publisher = new DestinationPublisher({
      ...this.#deps,
      destinationId: row.destinationId,
      channel: row.channel,
      logger: this.#deps.logger.child({ destination: row.destinationId }),
      onTrouble: (trouble) => this.#onTrouble(trouble),
      onComplete: (broadcastId) => {
        this.#guarded(() => this.#saveUsage());
        this.#settle(broadcastId);
        const isVerified = this.#deps.publications.get(broadcastId, row.destinationId)?.isVerified === true;
        if (isVerified) this.#deps.onNotice('info', { code: 'publish.complete', details: {} });
      },
    });
    this.#publishers.set(id, publisher);
    publisher.start();
    return publisher;
  }

  #onTrouble(trouble: LineTrouble | null): void {
    if (trouble === null) {
      this.#deps.onNotice('info', { code: 'publish.mended', details: {} });
      return;
    }
    const { againAfterMs: _ours, ...details } = trouble.error.details;
    this.#deps.onNotice(trouble.remedy === 'blocked' ? 'error' : 'warning', { code: trouble.error.code, details });
  }

  #tick(): void {
    for (const publisher of this.#publishers.values()) this.#guarded(() => publisher.tick());
    this.#guarded(() => this.#unverified.tick());
    this.#guarded(() => this.#saveUsage());
    this.#guarded(() => {
      // a live one is told of every second anyway
      const hasRest = [...this.#publishers.values()].some(({ active }) => active.some(({ isOver }) => isOver));
      if (hasRest) this.#deps.onChange();
    });
    this.#cancelTick = this.#deps.clock.after(tickMs, () => this.#tick());
  }

  /** A full disk, or a journal that is busy, must not end the engine: the next tick tries again. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#deps.logger.error({ err: error }, 'publications not looked after');
    }
  }

  #saveUsage(): void {
    for (const [id, publisher] of this.#publishers) {
      const ids = publisher.active.map(({ broadcastId }) => broadcastId);
      const rows = ids.flatMap((broadcastId) => this.#of(broadcastId).filter((row) => publisherId(row) === id));
      this.#book.count(rows, publisher);
    }
  }

  #settle(broadcastId: string): void {
    const waiters = this.#waiters.get(broadcastId);
    this.#waiters.delete(broadcastId);
    for (const wake of waiters ?? []) wake();
  }
}

/** A channel at a destination has one line, whatever is published there. */
function publisherId({ destinationId, channel }: PublicationRow): string {
  return `${destinationId}/${channel}`;
}
