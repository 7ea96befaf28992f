import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestCertificate } from '../servers/test-certificate.js';
import { EngineProcess } from './support/engine-process.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { canSeeProcesses, noProcessLeft, ownProcesses } from './support/own-processes.js';
import type { Push } from './support/push.js';
import { ClipPackets, Sinks } from './support/relayed-show.js';

const keys = ['k3y-hush-FIRST-77', 'k3y-hush-SECOND-78', 'k3y-hush-REFUSED-79'] as const;

let media: Media;
let clip: NumberedClip;
let own: ClipPackets;
let dataDir: string;
let push: Push | null = null;
let engine: EngineProcess | null = null;
const sinks = new Sinks();

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
  own = await ClipPackets.read(clip.file);
});
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-relays-'));
});
afterEach(async () => {
  await push?.kill();
  await engine?.kill();
  await sinks.end();
  await rm(dataDir, { recursive: true, force: true });
  await noProcessLeft();
});
afterAll(() => media.remove());

/** Everything in these folders, as text. */
async function textsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => `${file}\n${await readFile(file, 'latin1')}`));
}

test.skipIf(!canSeeProcesses)(
  'from the command line, RTMPS among them: keys are with the services and nowhere else',
  async () => {
    const certificate = await makeTestCertificate();
    const authority = path.join(dataDir, '..', `${path.basename(dataDir)}.pem`);
    await writeFile(authority, certificate.cert);
    try {
      const [plain, secure, choosy] = [
        await sinks.start(),
        await sinks.start({ tls: certificate }),
        await sinks.start(),
      ];
      choosy.refuse({ at: 'publish', code: 'NetStream.Publish.BadName', description: `no such key ${keys[2]}` });
      const publishes = [plain.nextPublish(), secure.nextPublish()];
      const relays = [plain, secure, choosy].flatMap(({ url }) => ['--relay', url]);
      engine = EngineProcess.start(['serve', '--headless', ...relays], dataDir, {
        NODE_EXTRA_CA_CERTS: authority,
        HEADWATER_RELAY_KEY_1: keys[0],
        HEADWATER_RELAY_KEY_2: keys[1],
        HEADWATER_RELAY_KEY_3: keys[2],
      });
      // said before anything is sent, for an encoder that nobody has seen yet
      expect(await engine.printed(/will get (the encoder's stream as it is, about \S+ Mb\/s)\./)).toContain('6.2');
      push = clip.push(await engine.pushUrl());
      await engine.printed(/ gets (the encoder's stream as it is)/);
      const [toPlain, toSecure] = await Promise.all(publishes);
      expect([toPlain?.key, toSecure?.key]).toEqual([keys[0], keys[1]]);
      await Promise.all([toPlain?.received(150), toSecure?.received(150)]);
      await engine.printed(/(key)/i);

      const commands = ownProcesses().map(({ command }) => command);
      expect(commands.some((command) => command.includes('frag_every_frame'))).toBe(true);
      // the engine was given them by its environment; what it starts was not
      const children = ownProcesses().filter(({ command }) => !command.includes('cli.mjs'));
      const environments = children.map(({ pid }) => readFileSync(`/proc/${pid}/environ`, 'utf8'));
      expect(environments.length).toBeGreaterThan(0);

      // as a crash would
      await engine.kill();
      const texts = [...commands, ...environments, engine.output, ...(await textsIn(dataDir))];
      for (const text of texts) for (const key of keys) expect(text).not.toContain(key);

      for (const publish of [toPlain, toSecure]) {
        const numbers = own.pictureNumbers(publish?.tags ?? []);
        expect(numbers.length).toBeGreaterThan(20);
        expect(missingBetween(numbers)).toBe(0);
        expect(own.foreignSound(publish?.tags ?? [])).toBe(0);
      }
    } finally {
      await rm(authority, { force: true });
    }
  },
);

test('stopped with Ctrl-C, every service is told good-bye', async () => {
  const sink = await sinks.start();
  const begins = sink.nextPublish();
  engine = EngineProcess.start(['demo', '--relay', sink.url, '--seconds', '30'], dataDir, {
    HEADWATER_RELAY_KEY: keys[0],
  });
  const publish = await begins;
  await publish.received(60);
  await engine.printed(/(Sending on to)/);
  await engine.printed(/ gets (the rendition \S+), [\d.]+ [kM]b\/s, because there is no stream of an encoder/);
  engine.interrupt();
  expect(await publish.ended).toBe('unpublished');
  expect(await engine.exited()).toBe(0);
});
