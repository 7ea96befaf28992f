import type { BucketUsage } from './bucket-client.js';

/** Counts requests as providers bill them. Source: the price lists in docs/providers.md. */
export class UsageMeter {
  #puts = 0;
  #gets = 0;
  #lists = 0;
  #deletes = 0;
  #bytesSent = 0;
  #bytesReceived = 0;

  /** The figures now. */
  get usage(): BucketUsage {
    return {
      puts: this.#puts,
      gets: this.#gets,
      lists: this.#lists,
      deletes: this.#deletes,
      bytesSent: this.#bytesSent,
      bytesReceived: this.#bytesReceived,
    };
  }

  /** A request that has reached a server, with so many bytes of body. */
  countRequest(method: string, query: Readonly<Record<string, unknown>>, bytes: number): void {
    this.#bytesSent += bytes;
    if (method === 'DELETE' || 'delete' in query) this.#deletes += 1;
    else if (method === 'PUT' || method === 'POST') this.#puts += 1;
    else if ('list-type' in query) this.#lists += 1;
    else this.#gets += 1;
  }

  /** Bytes of an answer's body. */
  countReceived(bytes: number): void {
    this.#bytesReceived += bytes;
  }
}
