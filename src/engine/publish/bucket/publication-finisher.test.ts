import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from './testing/hand-bucket.js';
import { PublicationBench, testDestinationId } from './testing/publication-bench.js';
import { testBroadcastId } from '../../archive/rows.test-support.js';

const folder = `shows/live/b/${testBroadcastId}`;
let bench: PublicationBench;
beforeEach(() => {
  bench = new PublicationBench(['360p', 'audio']);
});
afterEach(() => bench.remove());

async function show(segments: number): Promise<void> {
  for (let count = 0; count < segments; count += 1) for (const name of bench.ladder) bench.close(name);
  await bench.pass(3_000);
}

const whole = ['360p', 'audio'].flatMap((name) => [`${name}/0.m4s`, `${name}/1.m4s`, `${name}/init-0.mp4`]);
const lists = (): number => bench.bucket.seen.filter(({ operation }) => operation === 'list').length;

describe('PublicationFinisher', () => {
  test('a broadcast is complete when the bucket has all of it, and the final playlists', async () => {
    await show(2);
    expect(bench.run.finisher.isWhole(testBroadcastId)).toBe(false);
    bench.end();
    await bench.pass(5_000);
    expect([bench.state, bench.run.finisher.isWhole(testBroadcastId)]).toEqual(['complete', true]);
    expect(bench.stored).toEqual(
      [...whole, '360p/index.m3u8', 'audio/index.m3u8', 'manifest.mpd', 'master.m3u8'].sort(),
    );
    expect(bench.bucket.objects.get(`${folder}/360p/index.m3u8`)?.toString()).toBe('final 360p');
  });

  test('what the bucket has lost, or has only in part, is sent again', async () => {
    await show(2);
    bench.bucket.objects.delete(`${folder}/360p/0.m4s`);
    bench.bucket.objects.delete(`${folder}/audio/init-0.mp4`);
    bench.bucket.objects.set(`${folder}/audio/1.m4s`, Buffer.from('aud'));
    bench.end();
    await bench.pass(10_000);
    expect(bench.state).toBe('complete');
    expect(bench.stored).toEqual(expect.arrayContaining(whole));
    expect(bench.bucket.objects.get(`${folder}/audio/1.m4s`)?.toString()).toBe('audio 1');
  });

  test('a bucket that was deleted and made anew gets everything again, and names nothing meanwhile', async () => {
    await show(2);
    bench.bucket.objects.clear();
    bench.bucket.mishap = ({ key }) => (key.endsWith('0.m4s') ? 'hang' : null);
    bench.run.writer.release(() => true);
    await bench.run.finisher.recheck(bench.run.publication);
    await bench.pass(5_000);
    const playlist = bench.bucket.objects.get(`${folder}/360p/index.m3u8`)?.toString() ?? '';
    expect(playlist).toMatch(/#EXT-X-GAP\n#EXTINF:2,\n0\.m4s\n#EXTINF:2,\n1\.m4s\n$/);
    bench.bucket.mishap = () => null;
    bench.bucket.letGo();
    await bench.pass(5_000);
    expect(bench.bucket.objects.get(`${folder}/360p/index.m3u8`)?.toString()).not.toContain('GAP');
    expect(bench.stored).toEqual(expect.arrayContaining(whole));
  });

  test('a list that never shows anything does not have everything sent without end', async () => {
    const { client } = bench.bucket;
    client.list = async function* () {
      await Promise.resolve();
      yield [];
    };
    await show(1);
    bench.end();
    const before = bench.bucket.puts.length;
    await bench.pass(600_000);
    expect(bench.state).toBe('publishing');
    expect(bench.bucket.puts.length - before).toBeLessThan(20 * 4);
  });

  test('keys that may not list are no reason not to complete', async () => {
    bench.bucket.mishap = ({ operation }) => (operation === 'list' ? refusal('publish.forbidden') : null);
    await show(1);
    bench.end();
    await bench.pass(5_000);
    expect([bench.state, lists()]).toEqual(['complete', 1]);
  });

  test('what was lost is found by keys that may not list, too', async () => {
    await show(2);
    bench.bucket.objects.delete(`${folder}/360p/0.m4s`);
    bench.bucket.mishap = ({ operation }) => (operation === 'list' ? refusal('publish.forbidden') : null);
    bench.end();
    await bench.pass(10_000);
    expect([bench.state, bench.stored.includes('360p/0.m4s')]).toEqual(['complete', true]);
  });

  test('in a bucket that was made anew, and where nobody may look, nothing counts as there', async () => {
    await show(2);
    bench.bucket.objects.clear();
    const mayNotLook = ['list', 'head'];
    bench.bucket.mishap = ({ operation }) => (mayNotLook.includes(operation) ? refusal('publish.forbidden') : null);
    await bench.run.finisher.recheck(bench.run.publication);
    await bench.pass(5_000);
    expect(bench.stored).toEqual(expect.arrayContaining(whole));
  });

  test('one that is unpublished meanwhile is not completed', async () => {
    await show(1);
    bench.bucket.mishap = ({ key }) => (key.endsWith('master.m3u8') ? 'hang' : null);
    bench.end();
    await bench.pass(5_000);
    bench.publications.update(testBroadcastId, testDestinationId, { state: 'removing' });
    bench.run.publication.drop();
    bench.bucket.letGo();
    await bench.pass(5_000);
    expect([bench.state, bench.isComplete]).toEqual(['removing', false]);
  });
});
