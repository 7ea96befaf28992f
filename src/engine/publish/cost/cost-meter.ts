import type { Publication } from '../../../shared/publication.js';
import type { BucketUsage } from '../s3/bucket-client.js';
import type { ProviderPrices } from '../s3/provider-profile.js';
import { requestsUsd, storageUsdPerMonth } from './requests-usd.js';

/** Requests and bytes, as they are kept over a restart. */
export type CountedUsage = Pick<BucketUsage, 'puts' | 'gets' | 'lists' | 'bytesSent'>;

const nothing: CountedUsage = { puts: 0, gets: 0, lists: 0, bytesSent: 0 };

/**
 * Counts what a publication has cost: the requests and bytes that its bucket client has really made, failed ones as well,
 * as providers bill them. Give it the client's counters as often as you like; what is new since the last time is added.
 */
export class CostMeter {
  readonly #prices: ProviderPrices | null;
  #total: CountedUsage;
  #last: CountedUsage = nothing;

  /** `before`: what earlier runs of the same publication have counted (`counted`). */
  constructor(options: { readonly prices: ProviderPrices | null; readonly before?: CountedUsage }) {
    this.#prices = options.prices;
    this.#total = options.before ?? nothing;
  }

  /** All that was counted, earlier runs included. */
  get counted(): CountedUsage {
    return this.#total;
  }

  /** Leaves out what a client had done before: call it first with one that others use, too. */
  startFrom(usage: CountedUsage): void {
    this.#last = pick(usage);
  }

  /**
   * Takes in the counters of a bucket client, which grow since it was made. Counters that are lower than the last ones are
   * those of a new client (made when keys change): they count from nothing.
   */
  count(usage: CountedUsage): void {
    const isNewClient = keys.some((key) => usage[key] < this.#last[key]);
    const from = isNewClient ? nothing : this.#last;
    this.#total = combine((key) => this.#total[key] + usage[key] - from[key]);
    this.#last = pick(usage);
  }

  /** Takes in what no client counts. */
  add(usage: CountedUsage): void {
    this.#total = combine((key) => this.#total[key] + usage[key]);
  }

  /** The figures of `Publication.cost`. `storedBytes`: what lies in the bucket of this publication now. */
  cost(storedBytes: number): NonNullable<Publication['cost']> {
    const prices = this.#prices;
    const { puts, gets, bytesSent } = this.#total;
    return {
      requestsUsd: prices === null ? null : requestsUsd(prices, this.#total),
      storagePerMonthUsd: prices === null ? null : storageUsdPerMonth(prices, storedBytes),
      puts,
      gets,
      bytesSent,
    };
  }
}

const keys = ['puts', 'gets', 'lists', 'bytesSent'] as const;

function combine(value: (key: (typeof keys)[number]) => number): CountedUsage {
  return { puts: value('puts'), gets: value('gets'), lists: value('lists'), bytesSent: value('bytesSent') };
}

function pick(usage: CountedUsage): CountedUsage {
  return combine((key) => usage[key]);
}
