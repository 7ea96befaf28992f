import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../src/engine/serve/router.js';
import {
  maxCollectionBytes,
  type SceneCollection,
  type ScenesState,
} from '../../src/shared/scenes/scene-collection.js';
import { TestEngine } from './support/engine.js';
import { Media } from './support/media.js';

let server: TestEngine;
let media: Media;
let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-scenes-'));
  media = await Media.create();
  server = await TestEngine.start({}, { dataDir });
});
afterEach(async () => {
  await server.stop();
  await media.remove();
  await rm(dataDir, { recursive: true, force: true });
});

const commandId = (): string => randomUUID();
function current(): NonNullable<ScenesState['current']> {
  const found = server.state.scenes.current;
  if (found === null) throw new Error('Expected a current collection');
  return found;
}

/** A session of the studio, as a browser opens it. */
async function openSession(): Promise<{ base: string; headers: Record<string, string> }> {
  const url = new URL(server.engine.studioUrl());
  const base = url.origin;
  const answer = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ token: url.hash.slice('#token='.length) }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { base, headers: { origin: base, cookie } };
}

test('a show is composed with a real video, saved over the socket, taken elsewhere as a file, and there after a restart', async () => {
  const { base, headers } = await openSession();
  const octets = { ...headers, 'content-type': 'application/octet-stream' };
  const clip = await media.make('clip.mp4', [
    ...['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10:duration=1', '-c:v', 'libx264', '-preset', 'ultrafast'],
    ...['-movflags', '+faststart'],
  ]);
  const bytes = new Uint8Array(await readFile(clip));
  const taken = await fetch(`${base}/api/assets?name=clip.mp4`, { method: 'POST', headers: octets, body: bytes });
  const { assetId } = await taken.json();
  expect(assetId).toMatch(/^[0-9a-f]{64}\.mp4$/);
  const tail = await fetch(`${base}/api/assets/${assetId}`, { headers: { ...headers, range: 'bytes=-10' } });
  expect([tail.status, tail.headers.get('content-type')]).toEqual([206, 'video/mp4']);
  expect(Buffer.from(await tail.arrayBuffer()).equals(Buffer.from(bytes.subarray(-10)))).toBe(true);

  const collection: SceneCollection = {
    ...current().collection,
    sources: [
      {
        id: 'clip',
        name: 'Clip',
        kind: { type: 'media', assetId, isLooped: true, isPlaying: true, startsOver: true },
        effects: { chromaKey: null, colour: null, blurPx: 0 },
        sound: { gainDb: -6, isMuted: false, balance: 0, delayMs: 0, monitor: 'off' },
        isHeardEverywhere: false,
      },
    ],
  };
  class CookieSocket extends WebSocket {
    constructor(address: string) {
      super(address, { headers });
    }
  }
  const ws = createWSClient({ url: `${base.replace('http', 'ws')}/trpc`, WebSocket: CookieSocket as never });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: ws })] });
  const { id, revision } = current();
  const saved = await client.saveCollection.mutate({ commandId: commandId(), id, baseRevision: revision, collection });
  expect(current()).toEqual({ id, revision: saved.savedRevision, collection });
  // the largest that may be saved passes the socket as well
  const large = { ...collection, scenes: filled(collection, maxCollectionBytes) };
  expect(JSON.stringify(large).length).toBeGreaterThan(maxCollectionBytes - 50_000);
  const again = { commandId: commandId(), id, baseRevision: saved.savedRevision, collection: large };
  expect((await client.saveCollection.mutate(again)).savedRevision).toBe(saved.savedRevision + 1);
  const stale = client.saveCollection.mutate({ ...again, commandId: commandId(), collection });
  await expect(stale).rejects.toMatchObject({
    data: { appError: { code: 'scenes.conflict', details: { revision: saved.savedRevision + 1 } } },
  });
  await client.saveCollection.mutate({
    ...{ commandId: commandId(), id, baseRevision: saved.savedRevision + 1, collection },
  });
  const aside = { name: 'Kept', from: collection, isAside: true };
  const kept = await client.createCollection.mutate({ commandId: commandId(), ...aside });
  expect(current().id, 'what is put aside is not worked on').toBe(id);
  expect(server.state.scenes.collections.map((one) => one.id)).toContain(kept.id);
  await client.deleteCollection.mutate({ commandId: commandId(), id: kept.id });
  await ws.close();

  const zip = await fetch(`${base}/api/scenes/${id}/export`, { headers });
  const file = new Uint8Array(await zip.arrayBuffer());
  const imported = await (
    await fetch(`${base}/api/scenes/import`, { method: 'POST', headers: octets, body: file })
  ).json();
  expect(current()).toEqual({ id: imported.id, revision: 1, collection });

  await server.engine.stop('restart');
  server = await TestEngine.start({}, { dataDir });
  expect(current()).toEqual({ id: imported.id, revision: 1, collection });
  expect(server.state.scenes.collections).toHaveLength(2);
  expect((await readdir(path.join(dataDir, 'assets'))).sort()).toEqual([assetId, 'incoming']);
});

/** Scenes with long names until the collection's JSON has nearly `bytes`. */
function filled(collection: SceneCollection, bytes: number): SceneCollection['scenes'] {
  const [first] = collection.scenes;
  if (first === undefined) throw new Error('Expected a scene');
  const item = {
    ...{ sourceId: 'clip', box: { x: 0, y: 0, width: 100, height: 100 }, rotation: 0, fit: 'contain' as const },
    ...{ crop: { left: 0, top: 0, right: 0, bottom: 0 }, opacity: 1, blend: 'normal' as const, cornerRadius: 0 },
    ...{ isVisible: true, isLocked: false },
  };
  const perItem = JSON.stringify({ ...item, id: 'item-000000' }).length + 1;
  const count = Math.floor((bytes - JSON.stringify(collection).length - 20_000) / perItem);
  const items = Array.from({ length: count }, (_, index) => ({ ...item, id: `item-${index}` }));
  const scenes = [{ ...first, items: [] as typeof items }];
  for (let at = 0; at < items.length; at += 200) {
    scenes.push({ id: `filled-${at}`, name: 'Filled', items: items.slice(at, at + 200), hotkey: null });
  }
  return scenes;
}
