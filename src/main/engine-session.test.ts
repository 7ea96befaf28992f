import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStudio, type StudioClients } from '../../test/servers/studio-clients.js';
import { EngineSession } from './engine-session.js';

let engine: StudioClients;
beforeEach(async () => {
  engine = await openStudio({ allowsApp: true });
});
afterEach(() => engine.close());

const isKnown = async ({ headers }: EngineSession): Promise<number> =>
  (await fetch(`${engine.base}/api/session`, { headers: { ...headers } })).status;

test('takes the token of the studio’s address, and shows its session from then on', async () => {
  const session = new EngineSession();
  expect(session.port).toBeNull();
  expect(await isKnown(session)).toBe(401);
  expect(await session.follow(engine.server.studioUrl())).toBe(false);
  expect(session.port).toBe(engine.server.port);
  expect(await isKnown(session)).toBe(204);
});

test('an engine that comes back on its port and knows it needs no other session', async () => {
  const session = new EngineSession();
  await session.follow(engine.server.studioUrl());
  const { headers } = session;
  session.leave();
  // who has its port now is shown nothing
  expect(session.headers).toBeNull();
  expect(session.port).toBe(engine.server.port);
  expect(await session.follow(engine.server.studioUrl())).toBe(true);
  expect(session.headers).toEqual(headers);
});

test('tells who waits for it that it is there, at its start and when it is back', async () => {
  const session = new EngineSession();
  const told: string[] = [];
  const wait = (name: string): Promise<void> => session.whenUp().then(() => void told.push(name));
  const first = [wait('first'), wait('second')];
  // nobody is told of one that takes nobody in
  await expect(session.follow(`http://127.0.0.1:${engine.server.port}/#token=none`)).rejects.toThrow('401');
  expect(told).toEqual([]);
  await session.follow(engine.server.studioUrl());
  await Promise.all(first);
  await wait('at once');
  session.leave();
  const late = wait('late');
  expect(told).toEqual(['first', 'second', 'at once']);
  await session.follow(engine.server.studioUrl());
  await late;
  expect(told).toEqual(['first', 'second', 'at once', 'late']);
});

test('one that comes back and does not know it any more is signed in to anew', async () => {
  const session = new EngineSession();
  await session.follow(engine.server.studioUrl());
  const { port } = engine.server;
  await engine.server.stop('test');
  const next = await openStudio({ allowsApp: true, port });
  const { headers } = session;
  expect(await session.follow(next.server.studioUrl())).toBe(true);
  expect(session.headers).not.toEqual(headers);
  expect(await isKnown(session)).toBe(204);
  await next.close();
});

test('one on another port is another', async () => {
  const session = new EngineSession();
  await session.follow(engine.server.studioUrl());
  const other = await openStudio({ allowsApp: true });
  expect(await session.follow(other.server.studioUrl())).toBe(false);
  expect(session.port).toBe(other.server.port);
  await other.close();
});

test('one that is gone again is none', async () => {
  const session = new EngineSession();
  await session.follow(engine.server.studioUrl());
  session.leave();
  const url = engine.server.studioUrl();
  await engine.server.stop('test');
  await expect(session.follow(url)).rejects.toThrow();
  expect(session.headers).toBeNull();
});

test('a token that was used takes nobody in, and what was is kept', async () => {
  const session = new EngineSession();
  const url = engine.server.studioUrl();
  await session.follow(url);
  await expect(new EngineSession().follow(url)).rejects.toThrow('401');
  expect(await isKnown(session)).toBe(204);
});
