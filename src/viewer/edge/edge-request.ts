/** How one question to the bucket was answered. Times are of performance.now(). */
export type EdgeAnswer =
  | {
      readonly outcome: 'there';
      readonly bytes: ArrayBuffer;
      readonly startMs: number;
      readonly firstMs: number;
      readonly endMs: number;
    }
  | { readonly outcome: 'missing'; readonly isCached: boolean }
  | { readonly outcome: 'failed'; readonly status: number };

/** A question that carries nothing must end: the next one may find another way. */
const timeoutMs = 8_000;

/** Asks for a media object once. Rejects only when it is called off. */
export async function askFor(url: string, calledOff: AbortSignal): Promise<EdgeAnswer> {
  const startMs = performance.now();
  try {
    const response = await fetch(url, { signal: AbortSignal.any([calledOff, AbortSignal.timeout(timeoutMs)]) });
    const firstMs = performance.now();
    // A bucket whose policy hides its listing answers 403 for a missing key.
    if (response.status === 404 || response.status === 403) {
      return { outcome: 'missing', isCached: Number(response.headers.get('age') ?? 0) > 0 };
    }
    if (!response.ok) return { outcome: 'failed', status: response.status };
    const bytes = await response.arrayBuffer();
    return { outcome: 'there', bytes, startMs, firstMs, endMs: performance.now() };
  } catch {
    calledOff.throwIfAborted();
    return { outcome: 'failed', status: 0 };
  }
}

/** Reads a text once, past this browser's own cache; null when there is none to be had. Rejects only when it is called off. */
export async function readText(url: string, calledOff: AbortSignal): Promise<string | { readonly status: number }> {
  try {
    const signal = AbortSignal.any([calledOff, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(url, { cache: 'no-cache', signal });
    return response.ok ? await response.text() : { status: response.status };
  } catch {
    calledOff.throwIfAborted();
    return { status: 0 };
  }
}
