import { pollDelayMs, type PollSituation, type ReadingOutcome } from './poll-delay.js';

export type Reading<T> =
  | { readonly outcome: 'ok'; readonly value: T; readonly serverDateMs: number | null }
  | { readonly outcome: Exclude<ReadingOutcome, 'ok'> };

export interface JsonFeedOptions<T> {
  readonly url: string;
  readonly read: (value: unknown) => T | null;
  readonly onReading: (reading: Reading<T>) => void;
  /** Asked after each reading; `null`: nothing will change any more, stop. */
  readonly mood: () => PollSituation['mood'] | null;
}

const timeoutMs = 10_000;

/** Reads one published JSON file once. Never rejects. */
export async function readOnce<T>(
  url: string,
  read: (value: unknown) => T | null,
  first: boolean,
): Promise<Reading<T>> {
  let response: Response;
  try {
    // The first reading uses the preload of the page; later ones ask the origin whether the file has changed.
    response = await fetch(url, { cache: first ? 'default' : 'no-cache', signal: AbortSignal.timeout(timeoutMs) });
  } catch {
    return { outcome: 'unreachable' };
  }
  // A bucket whose policy hides its listing answers 403 for a missing key.
  if ([403, 404, 410].includes(response.status)) return { outcome: 'missing' };
  if (!response.ok) return { outcome: 'unreachable' };
  let json: unknown;
  try {
    json = await response.json();
  } catch {
    return { outcome: 'invalid' };
  }
  const value = read(json);
  if (value === null) return { outcome: 'invalid' };
  const date = Date.parse(response.headers.get('date') ?? '');
  return { outcome: 'ok', value, serverDateMs: Number.isFinite(date) ? date : null };
}

/** Reads one published JSON file again and again, politely, until stopped. Reads at once when the page returns. */
export class JsonFeed<T> {
  readonly #options: JsonFeedOptions<T>;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #first = true;
  #reading = false;
  #stopped = false;

  constructor(options: JsonFeedOptions<T>) {
    this.#options = options;
  }

  /** Begins. */
  start(): void {
    document.addEventListener('visibilitychange', this.#onReturn);
    addEventListener('online', this.#onReturn);
    void this.#next();
  }

  /** Reads now instead of at the next turn. */
  refresh(): void {
    if (this.#stopped || this.#reading) return;
    clearTimeout(this.#timer);
    void this.#next();
  }

  /** Ends for good. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onReturn);
    removeEventListener('online', this.#onReturn);
  }

  readonly #onReturn = (): void => {
    if (!document.hidden && this.#options.mood() !== null) this.refresh();
  };

  async #next(): Promise<void> {
    this.#reading = true;
    const reading = await readOnce(this.#options.url, this.#options.read, this.#first);
    this.#reading = false;
    if (this.#stopped) return;
    this.#first = false;
    this.#failures = reading.outcome === 'ok' ? 0 : this.#failures + 1;
    this.#options.onReading(reading);
    const mood = this.#options.mood();
    if (mood === null) return;
    const delayMs = pollDelayMs({
      outcome: reading.outcome,
      failures: this.#failures,
      mood,
      hidden: document.hidden,
      random: Math.random(),
    });
    this.#timer = setTimeout(() => void this.#next(), delayMs);
  }
}
