import { AppError, toAppError } from '../../../shared/errors.js';
import type { AmfValue } from './amf-value.js';
import { openSocket } from './open-socket.js';
import type { RtmpPushOptions, RtmpPushStep } from './push-options.js';
import { checkStreamKey, parsePushUrl, type PushPlace } from './push-url.js';
import { RtmpConnection } from './rtmp-connection.js';
import { ServiceVoice } from './service-voice.js';

/** A connection whose service has taken us into its app and given us a stream. */
export interface OpenedSession {
  readonly connection: RtmpConnection;
  readonly voice: ServiceVoice;
  readonly streamId: number;
  readonly onStep: (step: RtmpPushStep) => void;
  /** The promise, unless the connection ends before: then its end. */
  readonly orEnd: <T>(promise: Promise<T>) => Promise<T>;
}

/** To publish, or only to look how far that would go. */
export type SessionPurpose = 'publish' | 'look';

function connectObject(app: string, tcUrl: string): ReadonlyMap<string, AmfValue> {
  return new Map([
    ['app', app],
    ['type', 'nonprivate'],
    ['flashVer', 'FMLE/3.0 (compatible; Headwater)'],
    ['swfUrl', tcUrl],
    ['tcUrl', tcUrl],
  ]);
}

/** `key` null: nothing will be published, and a stream of that name that is live is left in peace. */
async function askForStream(
  connection: RtmpConnection,
  { app, tcUrl }: PushPlace,
  key: string | null,
): Promise<number> {
  connection.announceChunks();
  await connection.call(0, 'connect', connectObject(app, tcUrl));
  // What Adobe's own encoder says before it publishes, and some services want to hear. Answers are optional.
  if (key !== null) {
    connection.tell(0, 'releaseStream', null, key);
    connection.tell(0, 'FCPublish', null, key);
  }
  const [, streamId] = await connection.call(0, 'createStream', null);
  if (typeof streamId !== 'number' || !Number.isInteger(streamId) || streamId < 0 || streamId >= 2 ** 32) {
    const details = { why: 'protocol', phase: 'asking' };
    throw new AppError('relay.refused', 'Expected a stream id', { retryable: true, details });
  }
  return streamId;
}

async function openSession(
  options: RtmpPushOptions,
  purpose: SessionPurpose,
  onStep: (step: RtmpPushStep) => void,
  signal: AbortSignal,
): Promise<OpenedSession> {
  const place = parsePushUrl(options.url);
  const voice = new ServiceVoice(place.host, options.key);
  const connection = new RtmpConnection(await openSocket(place, options, onStep, signal), voice);
  voice.attach(connection);
  const onAbort = (): void => connection.fail(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  void connection.ended.then(() => signal.removeEventListener('abort', onAbort));
  const end = connection.ended.then((error) => {
    throw error ?? new AppError('relay.closed', 'Closed while it was being opened');
  });
  // Whoever opens looks at it in a race, or not at all.
  end.catch(() => undefined);
  const orEnd = <T>(promise: Promise<T>): Promise<T> => Promise.race([promise, end]);
  try {
    await orEnd(voice.greeted);
    onStep('greeted');
    const streamId = await askForStream(connection, place, purpose === 'publish' ? options.key : null);
    onStep('accepted');
    return { connection, voice, streamId, onStep, orEnd };
  } catch (thrown) {
    connection.fail(toAppError(thrown));
    throw thrown;
  }
}

/**
 * Opens a session and does `work` with it, all of it within `connectTimeoutMs`. When it fails, when time runs out
 * (`relay.unreachable`, `why: timeout`, `after`: the last step done) or when the signal aborts (with its reason), nothing of
 * the connection is left.
 */
export async function withSession<T>(
  options: RtmpPushOptions,
  purpose: SessionPurpose,
  outer: AbortSignal,
  work: (session: OpenedSession) => Promise<T>,
): Promise<T> {
  checkStreamKey(options.key);
  outer.throwIfAborted();
  let after: RtmpPushStep | 'nothing' = 'nothing';
  const onStep = (step: RtmpPushStep): void => {
    after = step;
    options.onStep?.(step);
  };
  const inner = new AbortController();
  const onTimeout = (): void => {
    const message = `Expected the service to answer within ${options.connectTimeoutMs} ms`;
    inner.abort(new AppError('relay.unreachable', message, { retryable: true, details: { why: 'timeout', after } }));
  };
  const timer = setTimeout(onTimeout, options.connectTimeoutMs);
  const onAbort = (): void => inner.abort(outer.reason);
  outer.addEventListener('abort', onAbort, { once: true });
  let session: OpenedSession | null = null;
  try {
    session = await openSession(options, purpose, onStep, inner.signal);
    return await work(session);
  } catch (thrown) {
    session?.connection.fail(toAppError(thrown));
    throw thrown;
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', onAbort);
  }
}
