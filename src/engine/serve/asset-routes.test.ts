import { createHash, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { testCommands, testLog, testState } from '../../../test/servers/studio-fixture.js';
import { systemClock } from '../clock.js';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { buildScenes, type SceneParts } from '../scene-parts.js';
import { createStateStore } from './state-store.js';
import { createStudioServer, type StudioServer } from './studio-server.js';

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(9000, 7)]);
const pngId = `${createHash('sha256').update(png).digest('hex')}.png`;

let folder = '';
let database: Database;
let server: StudioServer;
let parts: SceneParts;
let state: ReturnType<typeof createStateStore>;
let base = '';
let cookie = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headwater-routes-'));
  database = openDatabase(path.join(folder, 'db'));
  state = createStateStore(testState());
  const common = { clock: systemClock, logger: testLog(), log: testLog(), database, state, dataDir: folder };
  parts = buildScenes(common);
  await parts.scenes.start();
  server = createStudioServer({
    ...common,
    store: state,
    commands: testCommands,
    queries: { revealKey: () => Promise.reject(new Error('not asked for here')) },
    findExport: () => ({ file: '', fileName: '' }),
    fileRoutes: parts.sceneRoutes,
    rendererDir: folder,
    allowsApp: true,
    port: 0,
  });
  await server.start();
  base = `http://127.0.0.1:${server.port}`;
  const answer = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ token: server.mintToken() }),
  });
  cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
});
afterEach(async () => {
  await server.stop('test');
  database.close();
  await rm(folder, { recursive: true });
});

const octets = (): Record<string, string> => ({ 'content-type': 'application/octet-stream', origin: base, cookie });
const post = (at: string, body: Buffer, headers = octets()): Promise<Response> =>
  fetch(base + at, { method: 'POST', headers, body: new Uint8Array(body) });
const get = (at: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(base + at, { headers: { cookie, ...headers } });
const codeOf = async (answer: Promise<Response>): Promise<[number, string]> => {
  const { status, ...response } = await answer.then(async (got) => ({ status: got.status, body: await got.json() }));
  return [status, response.body.code];
};

test('a file goes in and comes out: unchanging, in ranges, with nothing that could run', async () => {
  const taken = await post('/api/assets?name=My%20logo.png', png);
  expect(await taken.json()).toEqual({ assetId: pngId, name: 'My logo.png', sizeBytes: png.length });
  const whole = await get(`/api/assets/${pngId}`);
  expect(Buffer.from(await whole.arrayBuffer()).equals(png)).toBe(true);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(whole.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox$/);
  const part = await get(`/api/assets/${pngId}`, { range: 'bytes=8-17' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 8-17/${png.length}`]);
  expect(Buffer.from(await part.arrayBuffer()).equals(png.subarray(8, 18))).toBe(true);
  expect((await get(`/api/assets/${pngId}`, { range: 'bytes=99999-' })).status).toBe(416);
  const svg = await (await post('/api/assets', Buffer.from('<svg><script>alert(1)</script></svg>'))).json();
  const served = await get(`/api/assets/${svg.assetId}`);
  expect(served.headers.get('content-type')).toBe('image/svg+xml');
  expect(served.headers.get('content-security-policy')).toContain('sandbox');
});

test('files are taken and given only in a session, and taken only from our own pages', async () => {
  expect(await codeOf(post('/api/assets', png, { ...octets(), origin: 'https://evil.example' }))).toEqual([
    403,
    'auth.forbidden',
  ]);
  expect(await codeOf(post('/api/assets', png, { ...octets(), cookie: '' }))).toEqual([401, 'auth.missing']);
  expect(await codeOf(post('/api/assets', png, { ...octets(), 'content-type': 'image/png' }))).toEqual([
    415,
    'input.invalid',
  ]);
  expect(await codeOf(post('/api/assets', png, { ...octets(), 'content-type': 'application/json' }))).toEqual([
    400,
    'input.invalid',
  ]);
  await post('/api/assets', png);
  expect((await get(`/api/assets/${pngId}`, { cookie: '' })).status).toBe(401);
  for (const id of [`${'0'.repeat(64)}.png`, '..%2fdb', 'incoming', pngId.replace('.png', '.svg')]) {
    expect(await codeOf(get(`/api/assets/${id}`))).toEqual([404, 'asset.not-found']);
  }
  expect((await get('/api/scenes/x/export', { cookie: '' })).status).toBe(401);
});

test('the page of the desktop app sends its files from its own origin, after a preflight', async () => {
  const origin = 'app://studio';
  const { session } = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: server.mintToken() }),
  }).then((answer) => answer.json());
  const asked = await fetch(`${base}/api/assets`, { method: 'OPTIONS', headers: { origin } });
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
  expect(asked.headers.get('access-control-allow-headers')).toBe('content-type');
  const headers = { 'content-type': 'application/octet-stream', origin, authorization: `Bearer ${session}` };
  const taken = await post('/api/assets', png, headers);
  expect([taken.status, taken.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
  expect((await fetch(`${base}/api/assets/${pngId}`, { headers })).status).toBe(200);
  // a bearer token is for that origin alone, and no other is told that it may send
  expect((await fetch(`${base}/api/assets/${pngId}`, { headers: { ...headers, origin: base } })).status).toBe(401);
  const evil = await fetch(`${base}/api/assets`, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
  expect(evil.headers.get('access-control-allow-origin')).toBeNull();
});

test('what cannot be taken is said while the rest of it is still on its way', async () => {
  expect(await codeOf(post('/api/assets', Buffer.alloc(3_000_000, 1)))).toEqual([415, 'asset.unsupported']);
  expect(await codeOf(post('/api/assets', Buffer.concat([png, Buffer.alloc(65 * 1024 * 1024)])))).toEqual([
    413,
    'asset.too-large',
  ]);
  const socket = connect(server.port, '127.0.0.1');
  socket.write(
    `POST /api/assets HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nOrigin: ${base}\r\nCookie: ${cookie}\r\n` +
      'Content-Type: application/octet-stream\r\nContent-Length: 5000000000\r\n\r\n',
  );
  expect(String(await new Promise((resolve) => socket.once('data', resolve)))).toContain('413');
  socket.destroy();
  await expect(parts.files.import(Readable.from([]), 1e15)).rejects.toMatchObject({ code: 'disk.full' });
});

test('who sends all before listening gets the answer as well, and goes on with the connection', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = (method: string, at: string, body: Buffer): Promise<[status: number, port: number | undefined]> =>
    new Promise((resolve, reject) => {
      const sent = request(base + at, { method, agent, headers: { ...octets(), 'content-length': body.length } });
      sent.on('error', reject);
      // written piece by piece, each when the one before was taken
      const write = (from: number): void => {
        if (from >= body.length) sent.end();
        else sent.write(body.subarray(from, from + 65_536), () => write(from + 65_536));
      };
      sent.on('response', (answer) => {
        const { localPort } = answer.socket;
        answer.resume().once('end', () => resolve([answer.statusCode ?? 0, localPort]));
      });
      write(0);
    });
  try {
    const [refused, first] = await ask('POST', '/api/assets', Buffer.alloc(20_000_000, 1));
    const [refusedZip] = await ask('POST', '/api/scenes/import', Buffer.alloc(5_000_000, 1));
    const [taken, last] = await ask('POST', '/api/assets', png);
    expect([refused, refusedZip, taken]).toEqual([415, 422, 200]);
    expect(last).toBe(first);
  } finally {
    agent.destroy();
  }
});

test('a collection goes out with its files and comes in again as a new one, equal', async () => {
  await post('/api/assets?name=logo.png', png);
  const { current } = state.get().scenes;
  if (current === null) throw new Error('Expected a current collection');
  const collection = structuredClone(current.collection);
  const effects = { chromaKey: null, colour: null, blurPx: 0 };
  const kind = { type: 'image' as const, assetId: pngId };
  collection.sources.push({ id: 'a', name: 'Logo', kind, effects, sound: null, isHeardEverywhere: false });
  parts.scenes.save(current.id, current.revision, collection);
  const exported = await get(`/api/scenes/${current.id}/export`);
  expect(exported.headers.get('content-disposition')).toContain("filename*=UTF-8''Scenes.zip");
  const zip = Buffer.from(await exported.arrayBuffer());
  // as on another computer: the file is not there
  database.run('DELETE FROM assets');
  await rm(path.join(folder, 'assets'), { recursive: true });
  expect((await get(`/api/assets/${pngId}`)).status).toBe(404);

  const { id } = await (await post('/api/scenes/import', zip)).json();
  expect(id).not.toBe(current.id);
  expect(state.get().scenes.current).toEqual({ id, revision: 1, collection });
  expect(Buffer.from(await (await get(`/api/assets/${pngId}`)).arrayBuffer()).equals(png)).toBe(true);
  expect(await codeOf(get('/api/scenes/nowhere/export'))).toEqual([404, 'scenes.not-found']);
  // any byte of it that is changed is noticed, or was of no meaning
  const before = state.get().scenes.collections.length;
  expect(await codeOf(post('/api/scenes/import', zip.subarray(0, zip.length - 30)))).toEqual([
    422,
    'scenes.file-damaged',
  ]);
  const changed = Buffer.from(zip);
  changed[zip.indexOf(png) + 100] = 1;
  expect(await (await post('/api/scenes/import', changed)).json()).toMatchObject({
    code: 'scenes.file-damaged',
    details: { why: 'asset-differs', field: 'logo.png' },
  });
  expect(state.get().scenes.collections).toHaveLength(before);
});

async function zipOf(entries: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return buffer(Readable.from(zip.outputStream, { objectMode: false }));
}

test('foreign files are refused with a reason', async () => {
  const collection = state.get().scenes.current?.collection;
  const manifest = (change: object): string =>
    JSON.stringify({ format: 'headwater-scenes', version: 1, collection, assets: [], ...change });
  const why = async (entries: Record<string, string | Buffer>): Promise<unknown> => {
    const answer = await post('/api/scenes/import', await zipOf(entries));
    const body = await answer.json();
    return answer.status === 200 ? 'taken' : [body.code, body.details.why ?? body.details.found];
  };
  const name = 'headwater-scenes.json';
  const ours = { [name]: manifest({}) };
  expect(await why({ ...ours, 'other/file.txt': 'is not looked at', 'assets/evil.exe': 'MZ' })).toBe('taken');
  expect(await why({ 'readme.txt': 'x' })).toEqual(['scenes.file-damaged', 'manifest']);
  expect(await why({ [name]: '{"format":' })).toEqual(['scenes.file-damaged', 'json']);
  expect(await why({ [name]: manifest({ collection: { version: 1 } }) })).toEqual(['scenes.file-damaged', 'manifest']);
  expect(await why({ [name]: manifest({ version: 2 }) })).toEqual(['scenes.file-newer', 2]);
  expect(await why({ [name]: manifest({ collection: { version: 7 } }) })).toEqual(['scenes.file-newer', 7]);
  const asset = { assets: [{ id: pngId, name: 'logo.png' }] };
  expect(await why({ [name]: manifest(asset) })).toEqual(['scenes.file-damaged', 'asset-missing']);
  expect(await why({ [name]: manifest(asset), [`assets/${pngId}`]: 'no picture' })).toEqual([
    'scenes.file-damaged',
    'asset-differs',
  ]);
  const bomb = Buffer.alloc(20 * 1024 * 1024);
  expect(await why({ [name]: manifest(asset), [`assets/${pngId}`]: bomb })).toEqual(['scenes.file-damaged', 'size']);
  const many = Object.fromEntries(Array.from({ length: 2100 }, () => [randomUUID(), '']));
  expect(await why({ ...ours, ...many })).toEqual(['scenes.file-damaged', 'entries']);
  expect(await codeOf(post('/api/scenes/import', Buffer.from('no zip')))).toEqual([422, 'scenes.file-damaged']);
});

test('a scene collection of OBS comes in as a new one, with a report', async () => {
  const scene = { id: 'scene', name: 'Game', settings: { items: [{ name: 'Web' }] } };
  const web = { id: 'browser_source', name: 'Web', settings: { url: 'https://example.org/' } };
  const sent = Buffer.from(JSON.stringify({ name: 'My OBS', sources: [web, scene] }));
  const { id, report } = await (await post('/api/scenes/import-obs', sent)).json();
  expect(state.get().scenes.current).toMatchObject({ id, revision: 1, collection: { name: 'My OBS' } });
  expect(report).toMatchObject({ scenes: 1, sources: 1, items: 1, notes: [{ code: 'web-page-reserved' }] });
  expect(await codeOf(post('/api/scenes/import-obs', Buffer.from('{}')))).toEqual([422, 'scenes.file-damaged']);
  const logo = path.join(folder, 'logo.png');
  await writeFile(logo, png);
  const image = { id: 'image_source', name: 'Logo', settings: { file: logo } };
  const withFile = Buffer.from(
    JSON.stringify({ name: 'My OBS', sources: [image, { ...scene, settings: { items: [{ name: 'Logo' }] } }] }),
  );
  expect(await (await post('/api/scenes/obs-files', withFile)).json()).toEqual({ files: [logo] });
  const kindOf = async (query: string): Promise<unknown> => {
    await post(`/api/scenes/import-obs${query}`, withFile);
    return state.get().scenes.current?.collection.sources[0]?.kind;
  };
  // nothing is taken from the computer unasked
  expect(await kindOf('')).toEqual({ type: 'image', assetId: null });
  expect(await kindOf('?files=take')).toEqual({ type: 'image', assetId: pngId });
  expect(await codeOf(post('/api/scenes/obs-files', Buffer.from('{}')))).toEqual([422, 'scenes.file-damaged']);
  expect(await codeOf(post('/api/scenes/import-obs', Buffer.alloc(17 * 1024 * 1024)))).toEqual([
    413,
    'asset.too-large',
  ]);
});
