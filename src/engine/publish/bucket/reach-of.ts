import { BlockList, isIP } from 'node:net';
import type { Reach } from '../../../shared/domain.js';

const computer = new BlockList();
computer.addSubnet('127.0.0.0', 8);
computer.addAddress('::1', 'ipv6');
/** RFC 1918, RFC 6598, link-local, unique local. */
const network = new BlockList();
for (const [address, bits] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
] as const) {
  network.addSubnet(address, bits);
}
network.addSubnet('fc00::', 7, 'ipv6');
network.addSubnet('fe80::', 10, 'ipv6');

/** How far a public URL really reaches: a bucket may stand on this computer or in this network. Throws on what is no URL. */
export function reachOf(url: string): Reach {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const version = isIP(host);
  if (version === 0) {
    if (host === 'localhost' || host.endsWith('.localhost')) return 'computer';
    const isLocal = !host.includes('.') || /\.(?:local|lan|internal|home\.arpa)$/.test(host);
    return isLocal ? 'network' : 'anyone';
  }
  const family = version === 4 ? 'ipv4' : 'ipv6';
  if (computer.check(host, family)) return 'computer';
  return network.check(host, family) ? 'network' : 'anyone';
}
