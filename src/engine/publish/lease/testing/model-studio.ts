import type { Logger } from '../../../log/logger.js';
import type { ChannelLease } from '../channel-lease.js';
import { createChannelLease } from '../create-channel-lease.js';
import { leaseTiming, type LeaseTiming } from '../lease-timing.js';
import { Computer } from './computer.js';
import type { ModelBucket } from './model-bucket.js';
import type { World } from './world.js';

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

/** A studio that goes live and ends as it pleases, takes over, crashes and starts again. */
export class ModelStudio {
  readonly #world: World;
  readonly #bucket: ModelBucket;
  readonly #id: string;
  readonly #timing: LeaseTiming;
  computer: Computer;
  lease: ChannelLease;
  /** How often it got the lease. */
  held = 0;

  constructor(world: World, bucket: ModelBucket, id: string, timing: LeaseTiming = leaseTiming) {
    this.#world = world;
    this.#bucket = bucket;
    this.#id = id;
    this.#timing = timing;
    this.computer = new Computer(world);
    this.lease = this.#makeLease();
  }

  /** It would write the channel, if it had something to write right now. */
  get writes(): boolean {
    return !this.computer.isDead && !this.computer.isAsleep && this.lease.mayWrite;
  }

  /** Lives until its computer dies. */
  start(): void {
    const { computer, lease } = this;
    void this.#live(computer, lease);
  }

  crash(): void {
    this.computer.isDead = true;
  }

  restart(): void {
    this.crash();
    this.computer = new Computer(this.#world);
    this.lease = this.#makeLease();
    this.start();
  }

  #makeLease(): ChannelLease {
    return createChannelLease({
      client: this.#bucket.client(this.computer),
      key: 'shows/live/lease.json',
      studio: () => this.#id,
      studioId: this.#id,
      conditional: true,
      clock: this.computer.clock,
      logger: silent,
      timing: this.#timing,
    });
  }

  async #live(computer: Computer, lease: ChannelLease): Promise<void> {
    const world = this.#world;
    const rest = (delayMs: number) => new Promise<void>((resolve) => computer.clock.after(delayMs, resolve));
    // a dead computer's promises never settle: this ends with it
    for (;;) {
      await rest(world.between(0, 8_000));
      const abort = new AbortController();
      if (world.chance(0.1)) computer.clock.after(world.between(0, 20_000), () => abort.abort());
      try {
        const got = await lease.acquire({ takeOver: world.chance(0.3), signal: abort.signal });
        if (got.status === 'ours') {
          this.held += 1;
          await this.#hold(lease, rest);
        } else if (world.chance(0.5)) continue;
      } catch {
        if (world.chance(0.7)) continue; // tries again
      }
      await lease.release();
    }
  }

  async #hold(lease: ChannelLease, rest: (delayMs: number) => Promise<void>): Promise<void> {
    const world = this.#world;
    while (!world.chance(0.04)) {
      await rest(lease.renewEveryMs * world.between(0.5, 1.2));
      try {
        if ((await lease.renew()).status === 'taken') return rest(world.between(0, 3_000));
      } catch {
        // tries again with the next
      }
    }
  }
}
