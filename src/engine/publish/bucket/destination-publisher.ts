import type { AppError } from '../../../shared/errors.js';
import type { BroadcastRow } from '../../archive/journal.js';
import { layout } from '../../archive/layout.js';
import type { LeaseHolder } from '../lease/channel-lease.js';
import type { BucketUsage } from '../s3/bucket-client.js';
import { BroadcastPublication } from './broadcast-publication.js';
import { BucketLine, type LineTrouble } from './bucket-line.js';
import { BucketReturn } from './bucket-return.js';
import { countRetry } from './count-retry.js';
import { CurrentConnection } from './current-connection.js';
import type { DestinationPublisherDeps, DestinationStanding } from './destination-publisher-deps.js';
import { PublicEye } from './public-eye.js';
import { PublicationCare } from './publication-care.js';
import { DestinationPages } from './destination-pages.js';
import { IdleWatch } from './idle-watch.js';
import { LeaseKeeper } from './lease-keeper.js';
import { MediaPump } from './media-pump.js';
import { PacedWriter } from './paced-writer.js';
import { Removals } from '../unpublish/removals.js';
import { Troubles } from './troubles.js';
import { PublicationFinisher } from './publication-finisher.js';

/** What is under way when the engine stops may end for so long: it need not be sent again then. */
const lastUploadsMs = 1_500;

/** Everything that is sent to one channel at one destination: media, playlists, pages; what is live first. */
export class DestinationPublisher {
  readonly #deps: DestinationPublisherDeps;
  readonly #publications = new Map<string, BroadcastPublication>();
  readonly #care = new Map<string, PublicationCare>();
  readonly #endTroubles = new Troubles();
  readonly #line: BucketLine;
  readonly #pump: MediaPump;
  readonly #writer: PacedWriter;
  readonly #pages: DestinationPages;
  readonly #keeper: LeaseKeeper;
  readonly #finisher: PublicationFinisher;
  readonly #return: BucketReturn;
  readonly #idle: IdleWatch;
  /** What is being removed there. */
  readonly removals: Removals;
  readonly #connection: CurrentConnection;
  /** The bucket as viewers see it. */
  readonly #eye: PublicEye;
  #leaseTrouble: AppError | null = null;
  #holder: LeaseHolder | null = null;
  #upSinceMs = -Infinity;

  constructor(deps: DestinationPublisherDeps) {
    this.#deps = deps;
    const { clock, logger, root, channel } = deps;
    const keyOf = (file: string): string => this.keyOf(file);
    this.#connection = new CurrentConnection(() => deps.connect(deps.destinationId, channel));
    const connection = this.#connection;
    this.#line = new BucketLine({
      client: async () => (await connection.get()).client,
      clock,
      mayWrite: () => connection.made?.lease.mayWrite ?? false,
      onChange: (trouble) => this.#onLine(trouble),
    });
    const line = this.#line;
    this.#eye = new PublicEye({ connection, keyOf, clock, signal: line.signal });
    this.#finisher = new PublicationFinisher({
      ...deps,
      line,
      keyOf,
      assets: () => this.#pages.assets(),
      asViewer: () => this.#eye.asViewer,
      verify: async (id) => this.#care.get(id)?.verifyEnd(),
      onLost: () => {
        deps.clips.doubt();
        this.#pump.kick();
      },
      onComplete: (id) => {
        // while it still is among those whose requests are counted
        deps.onComplete(id);
        this.#letGo(id);
        this.#writer.release((file) => file.startsWith(this.#folderOf(id)));
        deps.onChange();
      },
    });
    this.#writer = new PacedWriter({
      line,
      keyOf,
      minIntervalMs: () => connection.made?.target.profile.minKeyIntervalMs ?? 1_100,
      clock,
      onRetry: () => countRetry(deps, this.active[0] ?? null),
    });
    this.#pump = new MediaPump({
      line,
      clock,
      root,
      keyOf,
      publications: () => this.active,
      onConfirmed: (publication) => void this.#finisher.look(publication),
      onRetry: (publication) => countRetry(deps, publication),
      logger,
    });
    this.#pages = new DestinationPages({
      ...deps,
      writer: this.#writer,
      line,
      keyOf,
      publicUrl: () => connection.made?.target.publicUrl ?? null,
      isWhole: (id) => this.#finisher.isWhole(id),
    });
    this.#return = new BucketReturn({
      writer: this.#writer,
      pages: this.#pages,
      finisher: this.#finisher,
      publications: () => this.active,
    });
    this.#keeper = new LeaseKeeper({
      lease: async () => (await connection.get()).lease,
      line,
      clock,
      onHolder: (holder) => this.#set(() => (this.#holder = holder)),
      onTrouble: (error) => this.#set(() => (this.#leaseTrouble = error)),
    });
    this.#idle = new IdleWatch({ keeper: this.#keeper, clock });
    this.removals = new Removals({
      line,
      client: async () => (await connection.get()).client,
      folderOf: (id) => this.#folderOf(id),
      keyOf,
      writer: this.#writer,
      pump: this.#pump,
      pages: this.#pages,
      errand: (work) => this.#idle.errand(work),
      onDrop: (id) => {
        this.#publications.get(id)?.drop();
        this.#letGo(id);
      },
      onTrouble: (id, error) => this.#set(() => this.#endTroubles.set(id, error)),
    });
  }

  /** What is worked on, the live one first. */
  get active(): readonly BroadcastPublication[] {
    return [...this.#publications.values()].sort((a, b) => Number(a.isOver) - Number(b.isOver));
  }

  /** How the line is, for what the studio shows. */
  get standing(): DestinationStanding {
    const { bitsPerSecond } = this.#pump;
    return { trouble: this.#line.trouble, leaseTrouble: this.#leaseTrouble, holder: this.#holder, bitsPerSecond };
  }

  /** What was counted at the bucket, what was read as a viewer included; null before there is a client. */
  get usage(): BucketUsage | null {
    return this.#eye.usage;
  }

  publication(broadcastId: string): BroadcastPublication | null {
    return this.#publications.get(broadcastId) ?? null;
  }

  /** The whole key of a path below the destination's prefix. */
  keyOf(file: string): string {
    const prefix = this.#connection.made?.target.config.prefix ?? '';
    return prefix === '' ? file : `${prefix}/${file}`;
  }

  start(): void {
    this.#keeper.start();
  }

  /** Takes a broadcast up: live now, or what is left of an earlier one. */
  add(broadcastId: string): BroadcastPublication {
    const { destinationId, journal, publications, root, clock, logger } = this.#deps;
    const known = this.#publications.get(broadcastId);
    if (known !== undefined) return known;
    const publication = new BroadcastPublication({
      destinationId,
      broadcastId,
      channel: this.#deps.channel,
      journal,
      publications,
      root,
      writer: this.#writer,
      clock,
      logger,
      onPages: (row, facts) => this.#pages.write(row, facts),
    });
    this.#publications.set(broadcastId, publication);
    this.#keeper.want();
    this.#care.set(broadcastId, this.#watch(publication));
    publication.load();
    void this.#pages.assets().catch(() => undefined);
    publication.resume();
    this.#pump.kick();
    return publication;
  }

  /** Why viewers do not get it yet; null: they do, or nobody has looked. */
  verifyTrouble(broadcastId: string): AppError | null {
    return this.#care.get(broadcastId)?.trouble ?? this.#endTroubles.get(broadcastId);
  }

  /** Once a second. */
  tick(): void {
    this.#idle.look(this.#publications.size > 0);
    for (const publication of this.#publications.values()) {
      publication.tick();
      if (this.#line.isUp) this.#care.get(publication.broadcastId)?.tick(this.#pump.bitsPerSecond);
      void this.#finisher.look(publication);
    }
    this.#pump.kick();
  }

  /** Something was added. */
  kick(): void {
    this.#pump.kick();
  }

  takeOver(): void {
    this.#keeper.takeOver();
  }

  /** The destination was changed (its keys, its endpoint): everything goes on with the new ones at once. */
  reconnect(): void {
    void this.#connection.drop();
    this.#keeper.renewed();
    this.#line.poke();
    for (const care of this.#care.values()) care.poke();
    this.#pump.retryRefused();
  }

  /** The title changed, the poster came: of a broadcast that may be complete here for long. */
  async refreshPages(row: BroadcastRow): Promise<void> {
    const publication = this.#publications.get(row.id);
    await this.#idle.errand(async () => {
      if (publication !== undefined) await publication.refreshPages();
      else await this.#pages.write(row, { isPlayable: true, hasDvr: false, hasPoster: true });
    });
  }

  /** Nothing is to be done there. */
  get isIdle(): boolean {
    return this.#publications.size === 0 && this.removals.isEmpty;
  }

  /** What is sent stays sent; what is not goes on at the next start. */
  async stop(): Promise<void> {
    this.#line.holdBack(true);
    await Promise.race([this.#pump.settle(), this.#line.pause(lastUploadsMs)]);
    this.#line.close();
    await Promise.all([this.#pump.settle(), this.#line.quiet()]);
    await this.#keeper.stop();
    await this.#connection.close();
  }

  #watch(publication: BroadcastPublication): PublicationCare {
    const { destinationId, publications } = this.#deps;
    const { broadcastId } = publication;
    return new PublicationCare({
      ...this.#deps,
      publication,
      writer: this.#writer,
      verifier: this.#eye,
      isLineUp: () => this.#line.isUp,
      lineUpSinceMs: () => this.#upSinceMs,
      isVerified: () => publications.get(broadcastId, destinationId)?.isVerified ?? false,
      onVerified: (isVerified) => this.#set(() => publications.update(broadcastId, destinationId, { isVerified })),
      pause: (delayMs) => this.#line.pause(delayMs),
    });
  }

  #onLine(trouble: LineTrouble | null): void {
    if (trouble === null) {
      this.#return.back();
      this.#upSinceMs = this.#deps.clock.monotonicMs();
      this.#pump.forgetRate();
      this.#keeper.poke();
      this.#pump.retryRefused();
    }
    if (trouble?.error.code === 'publish.no-bucket') this.#return.gone();
    // the network is there, whatever the bucket says
    if (trouble?.remedy === 'blocked') this.#keeper.poke();
    this.#deps.onTrouble(trouble);
    this.#deps.onChange();
  }

  /** It is worked on no more: what is kept of it is why viewers do not get it. */
  #letGo(broadcastId: string): void {
    this.#endTroubles.set(broadcastId, this.verifyTrouble(broadcastId));
    this.#care.delete(broadcastId);
    this.#publications.delete(broadcastId);
  }

  #folderOf(broadcastId: string): string {
    return `${layout.broadcast(this.#deps.channel, broadcastId)}/`;
  }

  #set(change: () => void): void {
    change();
    this.#deps.onChange();
  }
}
