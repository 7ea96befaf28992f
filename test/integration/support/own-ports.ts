import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** Below the range from which systems give out ports by themselves (Linux 32768, Windows and macOS 49152). */
const lowest = 20_000;
const highest = 32_000;

/**
 * Ports that are free now, out of a range in which nothing else looks for any. A server that is to come back on its port
 * needs such a one: the default ports and those that the system gives out may be taken by a test beside it meanwhile.
 */
export async function ownPorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest));
    if (!ports.has(port) && (await isFree(port))) ports.add(port);
  }
  return [...ports];
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  server.listen({ port, host: '127.0.0.1' });
  try {
    await once(server, 'listening');
  } catch {
    // taken
    return false;
  }
  const isOurs = (server.address() as AddressInfo).port === port;
  server.close();
  await once(server, 'close');
  return isOurs;
}
