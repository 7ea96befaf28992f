import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { mayNavigate, mayOpenOutside } from './links.js';

const studio = 'app://studio/?engine=8089';

describe('mayOpenOutside', () => {
  it.each([
    'https://example.org/a',
    'http://127.0.0.1:8088/live/b/x/index.html',
    'http://localhost:1/',
    'http://[::1]:1/',
  ])('allows %s', (url) => expect(mayOpenOutside(url)).toBe(true));
  it.each([
    'http://example.org/',
    'http://127.0.0.1.example.org/',
    'http://user@127.0.0.1/',
    'https://a:b@example.org/',
    'file:///etc/passwd',
    'smb://host/share',
    'javascript:alert(1)',
    'ms-settings:',
    'nonsense',
  ])('refuses %s', (url) => expect(mayOpenOutside(url)).toBe(false));

  it('allows the addresses of this computer', () => {
    const [address] = Object.values(networkInterfaces()).flatMap(
      (list) => list?.filter((one) => one.family === 'IPv4') ?? [],
    );
    expect(address === undefined || mayOpenOutside(`http://${address.address}:8088/`)).toBe(true);
  });
});

describe('mayNavigate', () => {
  it('keeps the window on the studio', () => {
    expect(mayNavigate(studio, true)).toBe(true);
    expect(mayNavigate(`${studio}#/library`, true)).toBe(true);
    expect(mayNavigate('http://127.0.0.1:8089/', true)).toBe(false);
    expect(mayNavigate('https://example.org/', true)).toBe(false);
    expect(mayNavigate('app://other/', true)).toBe(false);
    expect(mayNavigate('app://studio/api/session', true)).toBe(false);
    expect(mayNavigate('about:blank', true)).toBe(false);
  });
  it('lets frames show nothing', () => {
    expect(mayNavigate('about:blank', false)).toBe(true);
    expect(mayNavigate('http://127.0.0.1:8088/live/b/x/index.html', false)).toBe(false);
    expect(mayNavigate('http://localhost:8088/', false)).toBe(false);
    expect(mayNavigate('https://example.org/', false)).toBe(false);
    expect(mayNavigate('file:///etc/passwd', false)).toBe(false);
    expect(mayNavigate(studio, false)).toBe(false);
  });
});
