import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses } from './lan-addresses.js';

test('IPv4 addresses that others can reach, each once', () => {
  const info = (address: string, family: 'IPv4' | 'IPv6' = 'IPv4', internal = false): NetworkInterfaceInfo => {
    const common = { address, netmask: '', mac: '', internal, cidr: null };
    return family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 };
  };
  const addresses = lanAddresses({
    lo: [info('127.0.0.1', 'IPv4', true)],
    eth0: [info('192.168.1.5'), info('fe80::1', 'IPv6'), info('169.254.3.4')],
    wlan0: [info('10.0.0.7'), info('192.168.1.5')],
    gone: undefined,
  });
  expect(addresses).toEqual(['192.168.1.5', '10.0.0.7']);
});
