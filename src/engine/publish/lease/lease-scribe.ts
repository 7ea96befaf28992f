import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.js';
import type { BucketClient } from '../s3/bucket-client.js';
import type { LeaseRecord } from './lease-record.js';

/** Makes what one studio writes into the lease: no two records are equal, so each write is a new ETag. */
export class LeaseScribe {
  readonly #client: BucketClient;
  readonly #clock: Clock;
  readonly #studio: () => string;
  readonly #studioId: string;
  #written = 0;

  constructor(options: {
    readonly client: BucketClient;
    readonly clock: Clock;
    readonly studio: () => string;
    readonly studioId: string;
  }) {
    this.#client = options.client;
    this.#clock = options.clock;
    this.#studio = options.studio;
    this.#studioId = options.studioId;
  }

  /** A lease taken now. `settled`: nobody else can be writing the channel. */
  fresh(settled: boolean): LeaseRecord {
    const times = { sinceMs: this.serverNowMs(), renewedAtMs: 0, sequence: 0 };
    const names = { studio: '', studioId: this.#studioId };
    return this.next({ version: 1, ...names, token: randomUUID(), ...times, settled }, settled);
  }

  /** The same lease, renewed, under the name that the studio has by now. */
  next(record: LeaseRecord, settled: boolean): LeaseRecord {
    this.#written += 1;
    const studio = this.#studio().slice(0, 200);
    return { ...record, studio, renewedAtMs: this.serverNowMs(), sequence: this.#written, settled };
  }

  /** The server's clock, as this computer knows it, epoch milliseconds. */
  serverNowMs(): number {
    return Math.max(0, Math.round(this.#clock.now() + this.#client.clockOffsetMs));
  }
}
