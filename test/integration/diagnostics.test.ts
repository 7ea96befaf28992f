import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCommand } from '../../src/cli/parse-command.js';
import { diagnostics } from '../../src/cli/diagnostics.js';
import type { CliContext } from '../../src/cli/session.js';
import { startS3Server, type S3Fixture } from '../servers/s3-server.js';
import { destinationAt } from './support/bucket-server.js';
import { TestEngine } from './support/engine.js';
import { unzip } from './support/unzip.js';

let open: S3Fixture;
let closed: S3Fixture;
let server: TestEngine;
let broadcastId = '';
let archiveDir = '';

beforeAll(async () => {
  open = await startS3Server();
  closed = await startS3Server({ publicAccess: 'none' });
  server = await TestEngine.start();
  const id = await save(open, 'Shows', 'shows');
  await server.engine.commands.setDefaultDestination({ commandId: randomUUID(), id });
  const { key } = await server.engine.queries.revealKey(server.state.inputs[0]?.id ?? '');
  // people paste into the wrong field
  const title = `Tea ${key} ${open.secretAccessKey}`;
  ({ broadcastId } = await server.engine.commands.startTest({ commandId: randomUUID(), title }));
  await server.until('a verified link', ({ broadcast }) => (broadcast?.publication?.isVerified === true ? true : null));
  ({ archiveDir } = await server.end(broadcastId));
});

afterAll(async () => {
  await server.stop();
  await open.stop();
  await closed.stop();
});

async function save(bucket: S3Fixture, name: string, prefix: string): Promise<string> {
  const { config, credentials } = destinationAt(bucket, { name, prefix, publicUrl: bucket.publicUrl });
  const { id } = await server.engine.commands.saveDestination({
    commandId: randomUUID(),
    id: null,
    config,
    credentials,
  });
  return id;
}

async function sendTo(diagnosticsDestinationId: string) {
  const { commands } = server.engine;
  const patch = { publish: { diagnosticsDestinationId } };
  await commands.updateSettings({ commandId: randomUUID(), patch });
  return commands.saveDiagnostics({ commandId: randomUUID(), broadcastId, upload: true });
}

it("keeps the broadcast's log beside its media, and shows it to nobody", async () => {
  const log = await readFile(path.join(archiveDir, 'broadcast.log'), 'utf8');
  const lines = log.trimEnd().split('\n');
  const told = lines.map((line) => JSON.parse(line) as { broadcast?: string; msg: string });
  const own = told.filter(({ broadcast }) => broadcast === broadcastId).map(({ msg }) => msg);
  expect(own).toEqual(expect.arrayContaining(['broadcast', 'ladder', 'stage', 'publication', 'broadcast is over']));
  const [origin = ''] = server.state.origin.urls;
  const folder = `${origin}/live/b/${broadcastId}`;
  expect((await fetch(`${folder}/master.m3u8`)).status).toBe(200);
  expect((await fetch(`${folder}/broadcast.log`)).status).toBe(404);
  expect([...open.objects().keys()].filter((key) => key.endsWith('.log'))).toEqual([]);
});

/** What must be in no file of a zip. */
async function secrets(): Promise<string[]> {
  const { key } = await server.engine.queries.revealKey(server.state.inputs[0]?.id ?? '');
  const token = new URL(server.engine.studioUrl()).hash.slice('#token='.length);
  return [key, token, open.secretAccessKey, 'hunter22xyz', 'sesame99abc'];
}

it('puts all that helps into the zip, no media, and no secret', async () => {
  const { commands } = server.engine;
  const url = 'rtsp://cam:hunter22xyz@127.0.0.1:9/door?token=sesame99abc';
  await expect(commands.startUrl({ commandId: randomUUID(), url })).rejects.toThrow();
  const { fileName, sizeBytes, upload } = await commands.saveDiagnostics({
    commandId: randomUUID(),
    broadcastId: null,
    upload: false,
  });
  expect(upload).toBeNull();
  const zip = await readFile(path.join(server.dataDir, 'exports', fileName));
  expect(zip.length).toBe(sizeBytes);
  const files = await unzip(zip);
  const inside = `broadcast-${broadcastId}`;
  const names = [...files.keys()];
  const hidden = await secrets();
  expect(names).toEqual(
    expect.arrayContaining([
      'README.txt',
      'facts.json',
      'settings.json',
      'destinations.json',
      'doctor.json',
      'notices.json',
      ...['broadcast.log', 'broadcast.json', 'master.m3u8', 'audio/index.m3u8'].map((name) => `${inside}/${name}`),
      ...['broadcast.json', 'renditions.json', 'segments-audio.jsonl', 'publications.json', 'uploads-1.jsonl'].map(
        (name) => `${inside}/journal/${name}`,
      ),
    ]),
  );
  expect(names.filter((name) => !/\.(txt|jsonl?|log|m3u8)$/.test(name))).toEqual([]);
  const text = (name: string): string => files.get(name)?.toString() ?? '';
  for (const name of names) {
    if (name !== 'README.txt') expect(text('README.txt')).toContain(name);
    if (name.endsWith('.json')) expect(() => void JSON.parse(text(name)), name).not.toThrow();
    for (const secret of hidden) expect(text(name), name).not.toContain(secret);
  }
  expect(text(`${inside}/broadcast.json`)).toContain('Tea [redacted] [redacted]');
  expect(JSON.parse(text('destinations.json'))).toMatchObject([{ config: { name: 'Shows', bucket: open.bucket } }]);
  expect(text(`${inside}/audio/index.m3u8`)).toBe(await readFile(path.join(archiveDir, 'audio/index.m3u8'), 'utf8'));
  expect(text(names.find((name) => name.startsWith('logs/')) ?? '')).toContain('engine started');
  expect(text(`${inside}/journal/uploads-1.jsonl`)).toContain(`b/${broadcastId}/audio/`);
});

it('uploads it where nobody but the creator can read it', async () => {
  const { fileName, upload } = await sendTo(await save(closed, 'Private', 'help/me'));
  const key = `help/me/diagnostics/${fileName}`;
  expect(upload).toEqual({ status: 'done', destinationName: 'Private', key, isPublic: false });
  const stored = closed.objects().get(key);
  expect(stored?.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'application/zip' });
  expect(stored?.body).toEqual(await readFile(path.join(server.dataDir, 'exports', fileName)));
});

it('leaves nothing where everybody can read, and says so; and when the bucket takes nothing', async () => {
  expect((await sendTo(await save(open, 'Beside', 'other'))).upload).toEqual({
    status: 'failed',
    reason: { code: 'diagnostics.public', details: { name: 'Beside', left: null } },
  });
  expect([...open.objects().keys()].filter((key) => key.startsWith('other/'))).toEqual([]);
  expect(open.requests.filter(({ key }) => key.startsWith('other/') && key.endsWith('.zip'))).toEqual([]);
  const gone = await save({ ...closed, bucket: 'not-there' }, 'Gone', '');
  const { fileName, upload } = await sendTo(gone);
  expect(upload).toMatchObject({ status: 'failed', reason: { code: 'publish.no-bucket' } });
  expect((await readFile(path.join(server.dataDir, 'exports', fileName))).length).toBeGreaterThan(0);
});

it('keeps five of them on this computer', async () => {
  const exportsDir = path.join(server.dataDir, 'exports');
  const old = [1, 2, 3, 4, 5, 6].map((day) => `headwater-diagnostics-2020010${String(day)}-120000.zip`);
  for (const name of old) await writeFile(path.join(exportsDir, name), 'old');
  await writeFile(path.join(exportsDir, 'My show.mp4'), 'a recording');
  const { fileName } = await server.engine.commands.saveDiagnostics({
    commandId: randomUUID(),
    broadcastId: null,
    upload: false,
  });
  const left = (await readdir(exportsDir)).sort();
  expect(left).toEqual(expect.arrayContaining([fileName, 'My show.mp4']));
  expect(left.filter((name) => name.startsWith('headwater-diagnostics-'))).toHaveLength(5);
  expect(left).not.toContain(old[0]);
});

it('refuses a place among what viewers may read, and a broadcast that it does not know', async () => {
  const sent = () => open.requests.filter(({ key }) => key.includes('diagnostics')).length;
  const before = sent();
  const below = await save(open, 'Below', 'shows/live');
  for (const id of [below, server.state.destinations.find(({ isDefault }) => isDefault)?.id ?? '']) {
    await expect(sendTo(id)).rejects.toMatchObject({ code: 'destination.invalid', details: { field: 'bucket' } });
  }
  expect(sent()).toBe(before);
  const unknown = { commandId: randomUUID(), broadcastId: '20200101-000000-aaaaaaaa', upload: false };
  await expect(server.engine.commands.saveDiagnostics(unknown)).rejects.toMatchObject({ code: 'recording.not-found' });
});

it('does the same from the command line while the studio runs', async () => {
  const printed: string[] = [];
  const told: string[] = [];
  const context: CliContext = {
    around: { platform: process.platform, env: process.env, home: server.dataDir, cwd: server.dataDir },
    outDir: '',
    version: '0.0.0-test',
    print: (line) => printed.push(line),
    tell: (line) => told.push(line),
  };
  await sendTo(server.state.destinations.find(({ config }) => config.name === 'Private')?.id ?? '');
  const command = parseCommand(['diagnostics', '--data', server.dataDir, '--out', 'mine.zip', '--upload']);
  if (command.name !== 'diagnostics') throw new Error('Expected diagnostics');
  expect(await diagnostics(command, context)).toBe(0);
  expect(printed).toEqual([path.join(server.dataDir, 'mine.zip')]);
  expect(told.join('\n')).toContain('Without the keys nobody can read it there');
  expect([...closed.objects().keys()]).toContain('help/me/diagnostics/mine.zip');
  const files = await unzip(await readFile(path.join(server.dataDir, 'mine.zip')));
  const hidden = await secrets();
  for (const [name, content] of files) {
    for (const secret of hidden) expect(content.toString(), name).not.toContain(secret);
  }
  expect(files.get(`broadcast-${broadcastId}/journal/segments-audio.jsonl`)?.toString()).toContain('"sequence":0');
  expect(files.get(`broadcast-${broadcastId}/broadcast.json`)?.toString()).toContain('Tea [redacted]');
  expect(files.get('destinations.json')?.toString()).toContain('"name": "Private"');
});
