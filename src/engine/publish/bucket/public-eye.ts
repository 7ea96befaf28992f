import type { Clock } from '../../clock.js';
import type { BucketClient, BucketUsage } from '../s3/bucket-client.js';
import type { BucketTarget } from '../s3/bucket-target.js';
import { objectUrl } from '../s3/object-url.js';
import type { CurrentConnection } from './current-connection.js';
import type { Sight } from './missing-objects.js';
import { seePublic } from './public-check.js';
import type { PublicVerifierDeps } from './public-verifier.js';

interface PublicEyeDeps {
  readonly connection: CurrentConnection;
  readonly keyOf: (path: string) => string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** One bucket as viewers see it: through the public URL, without keys. What is read so is billed like any other GET. */
export class PublicEye implements PublicVerifierDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly keyOf: (path: string) => string;
  readonly #connection: CurrentConnection;
  /** By client, because the counters of a new one begin at nothing (CostMeter). */
  readonly #gets = new WeakMap<BucketClient, number>();

  constructor({ connection, keyOf, clock, signal }: PublicEyeDeps) {
    this.#connection = connection;
    this.keyOf = keyOf;
    this.clock = clock;
    this.signal = signal;
  }

  readonly target = (): BucketTarget | null => this.#connection.made?.target ?? null;

  readonly onRequest = (): void => {
    const client = this.#connection.made?.client;
    if (client !== undefined) this.#gets.set(client, (this.#gets.get(client) ?? 0) + 1);
  };

  /** What the bucket's client has counted, and what was read here; null before there is a client. */
  get usage(): BucketUsage | null {
    const client = this.#connection.made?.client;
    if (client === undefined) return null;
    return { ...client.usage, gets: client.usage.gets + (this.#gets.get(client) ?? 0) };
  }

  /** How a viewer sees an object, given its whole key; null where no public URL is known. */
  get asViewer(): ((key: string) => Promise<Sight>) | null {
    const publicUrl = this.target()?.publicUrl ?? null;
    if (publicUrl === null) return null;
    return (key) => seePublic(objectUrl(publicUrl, key), this.signal, this.onRequest);
  }
}
