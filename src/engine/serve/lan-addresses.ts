import { networkInterfaces } from 'node:os';

/**
 * This computer's IPv4 addresses that others in a network can reach, from os.networkInterfaces: neither loopback nor
 * link-local (169.254/16: a cable without a network behind it). In the system's order, each once.
 */
export function lanAddresses(interfaces = networkInterfaces()): string[] {
  const all = Object.values(interfaces).flatMap((addresses) => addresses ?? []);
  const usable = all.filter(
    ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
  );
  return [...new Set(usable.map(({ address }) => address))];
}
