import { OBSWebSocket, type OBSRequestTypes, type OBSResponseTypes } from 'obs-websocket-js/json';
import { AppError } from '../../shared/errors.js';
import type { ObsAddress } from './obs-address.js';

/** Close codes of obs-websocket 5 (its protocol.md, "WebSocketCloseCode"). */
const authenticationFailed = 4009;
const unsupportedRpcVersion = 4010;
/** Request status: OBS is about to do something else, as starting or loading a collection. */
const notReady = 207;

/** What a conversation with OBS may ask of it. */
export interface ObsConnection {
  call<Name extends keyof OBSRequestTypes>(
    name: Name,
    ...data: OBSRequestTypes[Name] extends never ? [] : [OBSRequestTypes[Name]]
  ): Promise<OBSResponseTypes[Name]>;
}

interface ObsRequest {
  readonly address: ObsAddress;
  /** Empty: none. Never logged. */
  readonly password: string;
  /** For the whole conversation. */
  readonly timeoutMs: number;
}

/**
 * Talks with an OBS and hangs up, whatever happens. Throws `obs.unreachable` (details.host), `obs.wrong-password`,
 * `obs.unsupported`, `obs.refused` (details.reason), and what `talk` throws. The library leaves calls open when the connection
 * breaks, or when nobody answers: both end the conversation here.
 */
export async function talkWithObs<T>(request: ObsRequest, talk: (obs: ObsConnection) => Promise<T>): Promise<T> {
  const { address, password, timeoutMs } = request;
  const obs = new OBSWebSocket();
  let timer: NodeJS.Timeout | undefined;
  const broken = new Promise<never>((_resolve, reject) => {
    // the error says more than the close behind it, where there is one
    obs.on('ConnectionError', (error) => reject(error));
    obs.on('ConnectionClosed', (error) => reject(error));
    timer = setTimeout(() => reject(new Error(`Expected OBS to answer within ${timeoutMs} ms`)), timeoutMs);
  });
  const conversation = async (): Promise<T> => {
    await obs.connect(address.url, password === '' ? undefined : password, { eventSubscriptions: 0 });
    return talk(obs);
  };
  try {
    return await Promise.race([conversation(), broken]);
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : errorOf(thrown, address);
  } finally {
    clearTimeout(timer);
    // a peer that stands still would hold it up: nobody waits for the good-bye
    void obs.disconnect();
  }
}

function errorOf(thrown: unknown, { host }: ObsAddress): AppError {
  const code: unknown = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  if (code === authenticationFailed) {
    return new AppError('obs.wrong-password', 'OBS does not take this password', { cause: thrown });
  }
  if (code === unsupportedRpcVersion || /subprotocol/.test(thrown instanceof Error ? thrown.message : '')) {
    return new AppError('obs.unsupported', 'Expected obs-websocket 5', { details: { host }, cause: thrown });
  }
  if (typeof code === 'number' && code >= 200 && code < 1000) {
    const reason = thrown instanceof Error ? thrown.message.slice(0, 200) : '';
    const details = { reason: code === notReady ? 'it is not ready yet' : reason };
    return new AppError('obs.refused', 'OBS refused a request', { retryable: true, details, cause: thrown });
  }
  return new AppError('obs.unreachable', 'Expected an OBS that answers', {
    retryable: true,
    details: { host },
    cause: thrown,
  });
}
