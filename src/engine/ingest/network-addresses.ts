import { networkInterfaces } from 'node:os';

/** IPv4 addresses of this computer that other machines may reach, in the system's order. No loopback, no link-local. */
export function networkAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((entries) => entries ?? [])
    .filter((entry) => entry.family === 'IPv4' && !entry.internal && !entry.address.startsWith('169.254.'))
    .map((entry) => entry.address);
}
