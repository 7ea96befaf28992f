import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { networkRefusal } from './network-refusal.js';
import type { RtmpPushOptions, RtmpPushStep } from './push-options.js';
import type { PushPlace } from './push-url.js';

/**
 * Connects by TCP, and TLS where the place says so: addresses of both families race (RFC 8305), small messages leave at once,
 * a dead peer is noticed by keep-alive. Rejects with `relay.unreachable`, `relay.tls`, or the signal's own reason.
 */
export function openSocket(
  place: PushPlace,
  options: Pick<RtmpPushOptions, 'tls'>,
  onStep: (step: RtmpPushStep) => void,
  signal: AbortSignal,
): Promise<Socket> {
  const { host, port, isSecure } = place;
  const address = { host, port, autoSelectFamily: true, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 };
  return new Promise((resolve, reject) => {
    const ca = options.tls?.ca;
    const socket = isSecure
      ? connectTls({
          ...address,
          ...(ca === undefined ? {} : { ca }),
          // An address has no name to ask for (RFC 6066, section 3).
          ...(isIP(host) === 0 ? { servername: host } : {}),
        })
      : connect(address);
    let isResolved = false;
    const onResolved = (): void => {
      if (!isResolved) onStep('resolved');
      isResolved = true;
    };
    const onAbort = (): void => {
      socket.destroy();
      reject(signal.reason as Error);
    };
    const done = (): void => {
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      socket.removeListener('lookup', onLookup);
      if (isSecure) onStep('secured');
      socket.setNoDelay(true);
      resolve(socket);
    };
    const onError = (error: Error): void => {
      signal.removeEventListener('abort', onAbort);
      reject(networkRefusal(error, host));
    };
    const onLookup = (error: Error | null): void => {
      if (error === null) onResolved();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', onError);
    socket.on('lookup', onLookup);
    socket.once('connect', () => {
      onResolved();
      onStep('connected');
      if (!isSecure) done();
    });
    if (isSecure) socket.once('secureConnect', done);
    if (signal.aborted) onAbort();
  });
}
