import { AppError, toAppError } from '../../../shared/errors.js';
import type { BucketClient } from '../s3/bucket-client.js';

/** So many are asked for at once where each has to be asked for by itself. */
const atOnce = 8;
/** So many refusals and not one answer: the keys may not ask. */
const enoughRefusals = 24;
const mayNot: ReadonlySet<string> = new Set(['publish.forbidden', 'publish.unsupported', 'publish.refused']);

/** What a reader is told of one object: its size, that there is none, or that it is not told. */
export type Sight = { readonly sizeBytes: number | null } | 'missing' | 'untold';

export interface MissingObjectsRequest {
  readonly client: BucketClient;
  /** Whole key that all paths lie below. */
  readonly prefix: string;
  /** Path below the prefix → bytes; 0: any size. */
  readonly expected: ReadonlyMap<string, number>;
  readonly signal: AbortSignal;
  /** How a viewer sees an object (whole key): rejects when nobody answers. Null where no public URL is known. */
  readonly asViewer: ((key: string) => Promise<Sight>) | null;
  /** What was found there already: pass the same one when the same question is asked again after a failure. */
  readonly found: Set<string>;
}

/**
 * Which of these objects the bucket does not have, or not whole: by its list, one request per thousand; where the keys may not
 * list, object by object; where they may not do that either, as viewers see them. Null when it cannot be told at all. What
 * is told of some and refused for others is missing there: keys that may not list get 403 for what does not exist.
 * Rejects as `BucketClient`.
 */
export async function missingObjects(request: MissingObjectsRequest): Promise<string[] | null> {
  const { client, expected, signal, asViewer } = request;
  const listed = await fromList(request);
  if (listed !== null) return listed;
  if (expected.size === 0) return [];
  const asked = await oneByOne(request, async (key): Promise<Sight> => {
    try {
      return (await client.head(key, { signal })) ?? 'missing';
    } catch (error) {
      if (mayNot.has(toAppError(error).code)) return 'untold';
      throw error;
    }
  });
  return asked ?? (asViewer === null ? null : await oneByOne(request, asViewer));
}

async function fromList({ client, prefix, expected, signal }: MissingObjectsRequest): Promise<string[] | null> {
  const found = new Map<string, number>();
  try {
    for await (const page of client.list(prefix, { signal })) {
      for (const { key, sizeBytes } of page) found.set(key.slice(prefix.length), sizeBytes);
    }
  } catch (error) {
    if (mayNot.has(toAppError(error).code)) return null;
    throw error;
  }
  return [...expected].filter(([path, bytes]) => !isWhole(found.get(path), bytes)).map(([path]) => path);
}

async function oneByOne(
  { prefix, expected, signal, found }: MissingObjectsRequest,
  look: (key: string) => Promise<Sight>,
): Promise<string[] | null> {
  const left = spread([...expected].filter(([path]) => !found.has(path)));
  const missing = new Set<string>();
  let untold = 0;
  const isHopeless = (): boolean => found.size === 0 && missing.size === 0 && untold >= enoughRefusals;
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined && !isHopeless(); next = left.shift()) {
      if (signal.aborted) throw new AppError('publish.unreachable', 'Called off', { details: { why: 'aborted' } });
      const [path, bytes] = next;
      const sight = await look(`${prefix}${path}`);
      if (sight === 'untold') untold += 1;
      else if (sight === 'missing' || !isWhole(sight.sizeBytes ?? bytes, bytes)) missing.add(path);
      else found.add(path);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (found.size === 0 && missing.size === 0) return null;
  return [...expected.keys()].filter((path) => !found.has(path));
}

/** In an order in which the first few are from everywhere: what is lost together must not hide the rest. */
function spread<T>(all: readonly T[]): T[] {
  const steps = Math.min(enoughRefusals, all.length);
  const columns = Array.from({ length: Math.ceil(all.length / Math.max(1, steps)) }, (_, column) => column);
  const width = columns.length;
  return columns.flatMap((column) => all.filter((_, index) => index % width === column));
}

function isWhole(storedBytes: number | undefined, bytes: number): boolean {
  return storedBytes !== undefined && (bytes === 0 || storedBytes === bytes);
}
