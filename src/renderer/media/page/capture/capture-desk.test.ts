import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import type { CaptureState } from '../../studio-media.js';
import { DeviceList } from '../device-list.js';
import { CaptureDesk } from './capture-desk.js';

let server: Server;
beforeEach(async () => {
  server = createServer((request, response) => void response.end(request.url));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const image = (assetId: string): SceneSource => ({
  id: 'logo',
  name: 'Logo',
  kind: { type: 'image', assetId },
  effects: { chromaKey: null, colour: null, blurPx: 0 },
  sound: null,
  isHeardEverywhere: false,
});

function openDesk() {
  const { port } = server.address() as AddressInfo;
  const posted: string[] = [];
  let state: CaptureState | undefined;
  const desk = new CaptureDesk({
    post: ({ type }) => void posted.push(type),
    onSound: () => undefined,
    onCaptures: (captures) => (state = captures.get('logo')),
    urlOf: (assetId) => `http://127.0.0.1:${port}/${assetId}`,
    devices: new DeviceList(undefined),
    browser: {
      getUserMedia: async () => Promise.reject(new Error('not here')),
      getDisplayMedia: async () => Promise.reject(new Error('not here')),
      watchPermission: () => () => undefined,
      after: () => () => undefined,
    },
    webPages: null,
  });
  const delivered = (count: number) =>
    expect.poll(() => posted.filter((type) => type === 'image').length, { timeout: 5_000 }).toBe(count);
  const tell = (status: 'live' | 'gone' | 'unreadable', width = 0) =>
    desk.told({ type: 'source', sourceId: 'logo', status, width, height: width });
  return { desk, delivered, tell, state: () => state };
}

test('a picture that the worker cannot decode is gone in the list as well, until another file comes', async () => {
  const { desk, delivered, tell, state } = openDesk();
  desk.apply({ sources: [image('a.png')], scenes: [] }, 'main', null);
  await delivered(1);
  tell('unreadable');
  const reason = { code: 'capture.file-unreadable', details: { name: 'Logo' } };
  expect(state()).toEqual({ status: 'gone', reason, needsGesture: true });
  desk.apply({ sources: [image('b.png')], scenes: [] }, 'main', null);
  await delivered(2);
  // word of the first file that was still on its way, then of the second
  tell('unreadable');
  tell('live', 64);
  expect(state()).toEqual({ status: 'live', label: 'Logo', width: 64, height: 64 });
  // an echo of what this page knows better
  tell('gone');
  expect(state()?.status).toBe('live');
  desk.close();
});
