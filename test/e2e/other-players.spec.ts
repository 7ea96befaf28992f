import { expect, test, type BrowserContext } from '@playwright/test';
import { Media, run } from '../integration/support/media.js';
import { startS3Server } from '../servers/s3-server.js';
import { makeCodedClip, type CodedClip } from './live-clip.js';
import { LiveEngine } from './live-engine.js';
import { expectGoesOn, playerNames, PlayerSite, playerTold } from './other-players.js';

/** Five minutes in a soak run. */
const seconds = Number(process.env['SOAK_PLAYER_SECONDS'] ?? 8);

let media: Media;
let clip: CodedClip;
let site: PlayerSite;

test.beforeAll(async () => {
  media = await Media.create();
  clip = await makeCodedClip(media, 'source.flv', { size: '640x360', fps: 25, bitrate: '600k', seconds: 12 });
  site = await PlayerSite.start();
});
test.afterAll(async () => {
  await site.close();
  await media.remove();
});

const folderOf = async (engine: LiveEngine): Promise<string> => new URL('./', await engine.link('watch')).href;

/** Reads a playlist or a manifest for so long, all renditions; answers what ffmpeg complains of. */
async function playInFfmpeg(url: string): Promise<string> {
  const { stderr } = await run('ffmpeg', [
    ...['-nostdin', '-v', 'error', '-t', String(seconds), '-i', url, '-map', '0', '-f', 'null', '-'],
  ]);
  return stderr;
}

/** Everybody at once: what one does to the others is seen, too. */
async function everybodyPlays(engine: LiveEngine, context: BrowserContext): Promise<void> {
  const folder = await folderOf(engine);
  await Promise.all([
    ...playerNames.map(async (name) => {
      const page = await context.newPage();
      await site.open(page, name, folder);
      await expectGoesOn(page, name, seconds);
    }),
    playInFfmpeg(new URL('master.m3u8', folder).href).then((complaints) => expect(complaints).toBe('')),
  ]);
}

test('players of others play what this computer serves, go on when the encoder is back, and play the recording', async ({
  context,
}) => {
  test.setTimeout(test.info().timeout + seconds * 3_000);
  const engine = await LiveEngine.start();
  try {
    const push = engine.push(clip.file);
    const status = async () => (await engine.studio.state()).broadcast?.status;
    await expect.poll(status).toBe('live');
    await everybodyPlays(engine, context);

    await push.kill();
    await expect.poll(status).toBe('reconnecting');
    engine.push(clip.file);
    await expect.poll(status).toBe('live');
    await Promise.all(context.pages().map((page, index) => expectGoesOn(page, playerNames[index] ?? 'hls.js', 12)));

    const folder = await folderOf(engine);
    await engine.end();
    await expect.poll(async () => (await engine.studio.state()).recordings[0]?.durationSeconds ?? 0).toBeGreaterThan(0);
    const { durationSeconds } = (await engine.studio.state()).recordings[0] ?? {};
    for (const file of ['master.m3u8', 'manifest.mpd']) {
      expect(await playInFfmpeg(new URL(file, folder).href), file).toBe('');
    }
    const page = await context.newPage();
    for (const name of playerNames) {
      await site.open(page, name, folder);
      await expectGoesOn(page, name, 2);
      expect(Math.abs((await playerTold(page)).duration - (durationSeconds ?? 0)), name).toBeLessThan(0.5);
    }
  } finally {
    await engine.stop();
  }
});

test('players of others play what a bucket has', async ({ context }) => {
  test.setTimeout(test.info().timeout + seconds * 3_000);
  const bucket = await startS3Server();
  const args = ['--to', `s3://${bucket.bucket}/shows`, '--endpoint', bucket.endpoint, '--region', bucket.region];
  const env = { AWS_ACCESS_KEY_ID: bucket.accessKeyId, AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey };
  const engine = await LiveEngine.start({}, { args: [...args, '--public-url', bucket.publicUrl], env });
  try {
    engine.push(clip.file);
    await expect.poll(async () => (await engine.studio.state()).broadcast?.publication?.isVerified ?? false).toBe(true);
    await everybodyPlays(engine, context);
  } finally {
    await engine.stop();
    await bucket.stop();
  }
});
