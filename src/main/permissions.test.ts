import { describe, expect, it } from 'vitest';
import { mayUse, type WantedPermission } from './permissions.js';

const studio = 'http://127.0.0.1:8089';
const wanted = (more: Partial<WantedPermission>): WantedPermission => ({
  name: 'media',
  url: `${studio}/#/studio`,
  isMainFrame: true,
  devices: ['video'],
  ...more,
});

describe('mayUse', () => {
  it.each([[['video']], [['audio']], [['video', 'audio']]])('gives the studio its devices: %s', (devices) => {
    expect(mayUse(wanted({ devices }), studio)).toBe(true);
  });

  it('gives devices to nobody else', () => {
    expect(mayUse(wanted({ url: 'http://127.0.0.1:8088/live/index.html' }), studio)).toBe(false);
    expect(mayUse(wanted({ url: 'https://example.org/' }), studio)).toBe(false);
    expect(mayUse(wanted({ url: 'file:///etc/passwd' }), studio)).toBe(false);
    expect(mayUse(wanted({ url: 'about:blank' }), studio)).toBe(false);
    expect(mayUse(wanted({ url: undefined }), studio)).toBe(false);
    expect(mayUse(wanted({ isMainFrame: false }), studio)).toBe(false);
    expect(mayUse(wanted({}), null)).toBe(false);
  });

  it('gives no screen by the way of devices', () => {
    expect(mayUse(wanted({ devices: [] }), studio)).toBe(false);
    expect(mayUse(wanted({ devices: ['unknown'] }), studio)).toBe(false);
    expect(mayUse(wanted({ devices: ['audio', 'unknown'] }), studio)).toBe(false);
  });

  it.each(['clipboard-sanitized-write', 'fullscreen', 'local-network-access'])('lets the studio %s', (name) => {
    expect(mayUse(wanted({ name, devices: [] }), studio)).toBe(true);
    expect(mayUse(wanted({ name, devices: [], url: 'https://example.org/' }), studio)).toBe(false);
  });

  it.each(['display-capture', 'notifications', 'geolocation', 'midi', 'clipboard-read', 'openExternal', 'unknown'])(
    'refuses %s',
    (name) => expect(mayUse(wanted({ name }), studio)).toBe(false),
  );
});
