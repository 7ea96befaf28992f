import { expect, it } from 'vitest';
import { reachOf } from './reach-of.js';

it.each([
  ['https://media.example.com/x', 'anyone'],
  ['https://203.0.113.9/x', 'anyone'],
  ['https://[2001:db8::1]/x', 'anyone'],
  ['http://127.0.0.1:7480/bucket', 'computer'],
  ['http://[::1]:7480/bucket', 'computer'],
  ['http://bucket.localhost:7480', 'computer'],
  ['http://192.168.1.20:9000/shows', 'network'],
  ['http://10.1.2.3/x', 'network'],
  ['http://172.31.0.1/x', 'network'],
  ['http://172.32.0.1/x', 'anyone'],
  ['http://[fd00::2]/x', 'network'],
  ['http://nas:9000/shows', 'network'],
  ['http://nas.local/shows', 'network'],
  ['http://0x7f.1/x', 'computer'],
] as const)('%s reaches %s', (url, reach) => {
  expect(reachOf(url)).toBe(reach);
});
