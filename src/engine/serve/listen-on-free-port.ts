import type { Server } from 'node:net';
import { AppError } from '../../shared/errors.js';

/** Ports tried one after the other before the system picks one. */
const triesInOrder = 20;

/**
 * Listens on `wanted`, else on the next free port after it, else on any. 0 asks for any at once.
 * Returns the port. Throws `origin.port-in-use` (only with `onlyWanted`) or `internal` with the system's error as cause.
 */
export async function listenOnFreePort(
  server: Server,
  options: { readonly host: string; readonly wanted: number; readonly onlyWanted?: boolean },
): Promise<number> {
  const { host, wanted, onlyWanted = false } = options;
  const next = Array.from({ length: triesInOrder }, (_, index) => wanted + index).filter((port) => port <= 65535);
  const ports = wanted === 0 ? [0] : onlyWanted ? [wanted] : [...next, 0];
  let last: unknown = null;
  for (const port of ports) {
    try {
      return await listen(server, host, port);
    } catch (error) {
      last = error;
      // EACCES: a port below 1024, or one that Windows has set aside.
      if (!isSystemError(error) || (error.code !== 'EADDRINUSE' && error.code !== 'EACCES')) break;
    }
  }
  const code = isSystemError(last) && last.code === 'EADDRINUSE' ? 'origin.port-in-use' : 'internal';
  throw new AppError(code, `Expected to listen on ${host}:${wanted}`, {
    retryable: true,
    details: { host, port: wanted },
    cause: last,
  });
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => {
      server.off('listening', onListening);
      reject(error);
    };
    const onListening = (): void => {
      server.off('error', onError);
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new AppError('internal', 'Expected a TCP address'));
    };
    server.once('error', onError);
    server.once('listening', onListening);
    server.listen({ host, port, exclusive: true, backlog: 1024 });
  });
}

function isSystemError(value: unknown): value is NodeJS.ErrnoException {
  return value instanceof Error && 'code' in value;
}
