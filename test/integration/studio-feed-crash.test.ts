import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { EngineProcess } from './support/engine-process.js';
import { Media } from './support/media.js';
import { missingBetween, NumberedClip } from './support/numbered-clip.js';
import { noProcessLeft } from './support/own-processes.js';
import { ProcessStudio } from './support/process-studio.js';
import { helloOf, StudioSender, type StudioSession } from './support/studio-sender.js';
import { discontinuitiesOf, expectWholeRecording, recordedNumbers } from './support/whole-recording.js';

let media: Media;
let clip: NumberedClip;
let dataDir: string;
let engine: EngineProcess | null = null;
let studio: ProcessStudio | null = null;
let sender: StudioSender | null = null;

beforeAll(async () => {
  media = await Media.create();
  clip = await NumberedClip.make(media);
});
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'headwater-feed-crash-'));
});
afterEach(async () => {
  await sender?.cut();
  await studio?.close();
  await engine?.kill();
  await rm(dataDir, { recursive: true, force: true });
  await noProcessLeft();
});
afterAll(() => media.remove());

/** The engine, and the studio's page. */
async function begin(): Promise<{ page: ProcessStudio; session: StudioSession }> {
  engine = EngineProcess.start(['serve', '--headless'], dataDir);
  const page = await ProcessStudio.open(engine);
  studio = page;
  return { page, session: page.session };
}

const untilLive = (page: ProcessStudio, seconds: number): Promise<string> =>
  page.until(`${seconds} s of programme`, ({ broadcast }) =>
    broadcast?.status === 'live' && broadcast.figures.durationSeconds >= seconds ? broadcast.id : null,
  );

test('an engine that is killed goes on with the show when it and the studio are back', async () => {
  const hello = helloOf({ purpose: 'record' });
  const first = await begin();
  sender = await StudioSender.sending(first.session, hello, clip.file);
  const id = await untilLive(first.page, 4);
  await engine?.kill();
  expect(await sender.closed()).toBe(1006);
  await noSource();
  await first.page.close();

  const second = await begin();
  const waiting = await second.page.until('a feed that is missed', ({ studioFeed, broadcast }) =>
    studioFeed.status === 'broken' && broadcast !== null ? { studioFeed, broadcast } : null,
  );
  expect(waiting.studioFeed).toMatchObject({ showId: hello.showId, purpose: 'record' });
  expect(waiting.broadcast).toMatchObject({ id, visibility: 'private', description: hello.description });
  sender = await StudioSender.sending(second.session, hello, clip.file);
  await second.page.until('the show', ({ broadcast }) =>
    broadcast?.id === id && broadcast.status === 'live' && broadcast.discontinuities === 1 ? true : null,
  );
  await second.page.client.endBroadcast.mutate({ commandId: randomUUID(), broadcastId: id });
  expect(await sender.until('refused')).toMatchObject({ code: 'broadcast.not-found', retryable: false });
  const archiveDir = path.join(dataDir, 'archive', 'live', 'b', id);
  const archive = await expectWholeRecording(archiveDir);
  expect(discontinuitiesOf(archive)).toHaveLength(1);
  const [before = [], after = []] = await recordedNumbers(archiveDir, archive, clip, media);
  for (const stay of [before, after]) expect([stay[0], missingBetween(stay)]).toEqual([0, 0]);

  // also an engine that was started anew remembers that this show is over
  await engine?.kill();
  await second.page.close();
  const third = await begin();
  const late = await StudioSender.open(third.session);
  late.say(hello);
  expect(await late.until('refused')).toMatchObject({ code: 'broadcast.not-found', retryable: false });

  const logs = path.join(dataDir, 'logs');
  const text = await Promise.all((await readdir(logs)).map((file) => readFile(path.join(logs, file), 'utf8')));
  expect(text.join('')).not.toMatch(/\/feed\/[0-9a-f]{48}/);
});

async function noSource(): Promise<void> {
  await sender?.cut();
  // the engine's children die with it
  await noProcessLeft();
}
