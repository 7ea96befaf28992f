import { describe, expect, it } from 'vitest';
import { mayUse, type WantedPermission } from './permissions.js';

const studio = 'http://127.0.0.1:8089';
/** Nobody chose a screen. */
const plain = { studioOrigin: studio, isCaptureChosen: false };
const chosen = { studioOrigin: studio, isCaptureChosen: true };
const wanted = (more: Partial<WantedPermission>): WantedPermission => ({
  name: 'media',
  url: `${studio}/#/studio`,
  isMainFrame: true,
  devices: ['video'],
  ...more,
});

describe('mayUse', () => {
  it.each([[['video']], [['audio']], [['video', 'audio']]])('gives the studio its devices: %s', (devices) => {
    expect(mayUse(wanted({ devices }), plain)).toBe(true);
  });

  it('gives devices to nobody else', () => {
    expect(mayUse(wanted({ url: 'http://127.0.0.1:8088/live/index.html' }), plain)).toBe(false);
    expect(mayUse(wanted({ url: 'https://example.org/' }), plain)).toBe(false);
    expect(mayUse(wanted({ url: 'file:///etc/passwd' }), plain)).toBe(false);
    expect(mayUse(wanted({ url: 'about:blank' }), plain)).toBe(false);
    expect(mayUse(wanted({ url: undefined }), plain)).toBe(false);
    expect(mayUse(wanted({ isMainFrame: false }), plain)).toBe(false);
    expect(mayUse(wanted({}), { studioOrigin: null, isCaptureChosen: true })).toBe(false);
  });

  it.each([
    { name: 'media', devices: [] },
    { name: 'display-capture', devices: ['video'] },
    { name: 'display-capture', devices: ['video', 'audio'] },
  ])('gives the studio a screen when one was chosen, and else none: %j', (screen) => {
    expect(mayUse(wanted(screen), chosen)).toBe(true);
    expect(mayUse(wanted(screen), plain)).toBe(false);
    expect(mayUse(wanted({ ...screen, isMainFrame: false }), chosen)).toBe(false);
    expect(mayUse(wanted({ ...screen, url: 'https://example.org/' }), chosen)).toBe(false);
    expect(mayUse(wanted(screen), { ...chosen, studioOrigin: null })).toBe(false);
  });

  it('gives no unknown device', () => {
    expect(mayUse(wanted({ devices: ['unknown'] }), plain)).toBe(false);
    expect(mayUse(wanted({ devices: ['audio', 'unknown'] }), plain)).toBe(false);
  });

  it.each(['clipboard-sanitized-write', 'fullscreen', 'local-network-access'])('lets the studio %s', (name) => {
    expect(mayUse(wanted({ name, devices: [] }), plain)).toBe(true);
    expect(mayUse(wanted({ name, devices: [], url: 'https://example.org/' }), plain)).toBe(false);
  });

  it.each(['notifications', 'geolocation', 'midi', 'clipboard-read', 'openExternal', 'unknown'])('refuses %s', (name) =>
    expect(mayUse(wanted({ name }), chosen)).toBe(false),
  );
});
