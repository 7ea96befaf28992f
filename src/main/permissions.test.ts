import { describe, expect, it } from 'vitest';
import { mayUse, type WantedPermission } from './permissions.js';

const studio = 'app://studio/?engine=8089';
const wanted = (more: Partial<WantedPermission>): WantedPermission => ({
  name: 'media',
  url: `${studio}#/studio`,
  isMainFrame: true,
  devices: ['video'],
  ...more,
});

describe('mayUse', () => {
  it.each([[['video']], [['audio']], [['video', 'audio']]])('gives the studio its devices: %s', (devices) => {
    expect(mayUse(wanted({ devices }), false)).toBe(true);
  });

  it('gives devices to nobody else', () => {
    expect(mayUse(wanted({ url: 'http://127.0.0.1:8088/live/index.html' }), false)).toBe(false);
    expect(mayUse(wanted({ url: 'https://example.org/' }), false)).toBe(false);
    expect(mayUse(wanted({ url: 'file:///etc/passwd' }), false)).toBe(false);
    expect(mayUse(wanted({ url: 'about:blank' }), false)).toBe(false);
    expect(mayUse(wanted({ url: undefined }), false)).toBe(false);
    expect(mayUse(wanted({ isMainFrame: false }), false)).toBe(false);
    expect(mayUse(wanted({ url: 'app://other/' }), false)).toBe(false);
    expect(mayUse(wanted({ url: 'http://127.0.0.1:8089/' }), false)).toBe(false);
  });

  it.each([
    { name: 'media', devices: [] },
    { name: 'display-capture', devices: ['video'] },
    { name: 'display-capture', devices: ['video', 'audio'] },
  ])('gives the studio a screen when one was chosen, and else none: %j', (screen) => {
    expect(mayUse(wanted(screen), true)).toBe(true);
    expect(mayUse(wanted(screen), false)).toBe(false);
    expect(mayUse(wanted({ ...screen, isMainFrame: false }), true)).toBe(false);
    expect(mayUse(wanted({ ...screen, url: 'https://example.org/' }), true)).toBe(false);
    expect(mayUse(wanted({ ...screen, url: 'http://127.0.0.1:8089/' }), true)).toBe(false);
  });

  it('gives no unknown device', () => {
    expect(mayUse(wanted({ devices: ['unknown'] }), false)).toBe(false);
    expect(mayUse(wanted({ devices: ['audio', 'unknown'] }), false)).toBe(false);
  });

  it.each(['clipboard-sanitized-write', 'fullscreen', 'local-network-access'])('lets the studio %s', (name) => {
    expect(mayUse(wanted({ name, devices: [] }), false)).toBe(true);
    expect(mayUse(wanted({ name, devices: [], url: 'https://example.org/' }), false)).toBe(false);
  });

  it.each(['notifications', 'geolocation', 'midi', 'clipboard-read', 'openExternal', 'unknown'])('refuses %s', (name) =>
    expect(mayUse(wanted({ name }), true)).toBe(false),
  );
});
