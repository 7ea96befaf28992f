/** How one question to the bucket was answered. Times are of performance.now(). */
export type EdgeAnswer =
  | {
      readonly outcome: 'there';
      readonly bytes: ArrayBuffer;
      readonly startMs: number;
      readonly firstMs: number;
      readonly endMs: number;
    }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'failed'; readonly status: number };

/** A question that carries nothing must end: the next one may find another way. */
const timeoutMs = 8_000;

/** AbortSignal.any is newer than the oldest browsers that the page is made for. */
async function within<T>(calledOff: AbortSignal, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  calledOff.throwIfAborted();
  const ended = new AbortController();
  const end = (): void => {
    ended.abort();
  };
  const timer = setTimeout(end, timeoutMs);
  calledOff.addEventListener('abort', end);
  try {
    return await ask(ended.signal);
  } finally {
    clearTimeout(timer);
    calledOff.removeEventListener('abort', end);
  }
}

/** Asks for a media object once. Rejects only when it is called off. */
export async function askFor(url: string, calledOff: AbortSignal): Promise<EdgeAnswer> {
  const startMs = performance.now();
  try {
    return await within(calledOff, async (signal) => {
      const response = await fetch(url, { signal });
      const firstMs = performance.now();
      // A bucket whose policy hides its listing answers 403 for a missing key.
      if (response.status === 404 || response.status === 403) return { outcome: 'missing' };
      if (!response.ok) return { outcome: 'failed', status: response.status };
      const bytes = await response.arrayBuffer();
      return { outcome: 'there', bytes, startMs, firstMs, endMs: performance.now() };
    });
  } catch {
    calledOff.throwIfAborted();
    return { outcome: 'failed', status: 0 };
  }
}

/** Reads a text once, past this browser's own cache; else how it was answered, 0: not at all. Rejects only when it is called off. */
export async function readText(url: string, calledOff: AbortSignal): Promise<string | { readonly status: number }> {
  try {
    return await within(calledOff, async (signal) => {
      const response = await fetch(url, { cache: 'no-cache', signal });
      return response.ok ? response.text() : { status: response.status };
    });
  } catch {
    calledOff.throwIfAborted();
    return { status: 0 };
  }
}
