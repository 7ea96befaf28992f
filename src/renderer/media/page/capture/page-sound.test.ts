import { expect, test } from 'vitest';
import type { HostAnswer } from '../../../../shared/host-calls.js';
import { PageSound } from './page-sound.js';

/** A tab's sound that the test ends. */
class TabTrack {
  isStopped = false;
  onended: (() => void) | null = null;

  stop(): void {
    this.isStopped = true;
  }
}
class TabStream {
  readonly track = new TabTrack();
  readonly getTracks = (): TabTrack[] => [this.track];
  readonly getAudioTracks = this.getTracks;
}

/** A page of the desktop app: what it answers when it is to be heard, and what the browser does with that id. */
function openPage() {
  const streams: TabStream[] = [];
  const asked: unknown[] = [];
  const after: (() => void)[] = [];
  const page = { id: 'first' as string | null, isRefused: false };
  let heard: unknown = null;
  let isLacking = false;
  const sound = new PageSound({
    sourceId: 'alerts',
    host: {
      hearWebPage: () => Promise.resolve<HostAnswer<string | null>>({ ok: true, value: page.id }),
    },
    browser: {
      getUserMedia: (constraints) => {
        asked.push(constraints);
        if (page.isRefused) return Promise.reject(new DOMException('no', 'NotAllowedError'));
        const stream = new TabStream();
        streams.push(stream);
        return Promise.resolve(stream as unknown as MediaStream);
      },
      after: (_ms, call) => {
        after.push(call);
        return () => void after.splice(after.indexOf(call), 1);
      },
    },
    onSound: (stream) => (heard = stream),
    onLacking: (is) => (isLacking = is),
  });
  return { sound, page, streams, asked, after, state: () => ({ heard, isLacking }) };
}
/** What was begun is answered. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

test('its sound is asked for with the id that it was given, once, and given back when it is muted', async () => {
  const { sound, streams, asked, state } = openPage();
  sound.want(true);
  sound.want(true);
  await settled();
  const mandatory = { chromeMediaSource: 'tab', chromeMediaSourceId: 'first' };
  expect(asked).toEqual([{ audio: { mandatory }, video: false }]);
  expect(state()).toEqual({ heard: streams[0], isLacking: false });
  sound.want(false);
  expect(streams[0]?.track.isStopped).toBe(true);
  expect(state()).toEqual({ heard: null, isLacking: false });
});

test('a page that fell is heard again in its next life', async () => {
  const { sound, page, streams, asked, state } = openPage();
  sound.want(true);
  await settled();
  page.id = 'second';
  streams[0]?.track.onended?.();
  expect(state().heard).toBeNull();
  await settled();
  expect(asked.at(-1)).toMatchObject({ audio: { mandatory: { chromeMediaSourceId: 'second' } } });
  expect(state()).toEqual({ heard: streams[1], isLacking: false });
});

test('sound that is refused, or of a page that is not there yet, is asked for again, and said to be missing meanwhile', async () => {
  const { sound, page, streams, after, state } = openPage();
  page.id = null;
  sound.want(true);
  await settled();
  expect(state()).toEqual({ heard: null, isLacking: true });
  Object.assign(page, { id: 'first', isRefused: true });
  after.shift()?.();
  await settled();
  expect(state().isLacking).toBe(true);
  page.isRefused = false;
  after.shift()?.();
  await settled();
  expect(state()).toEqual({ heard: streams[0], isLacking: false });
});

test('muted while it was asked for it is not heard, and asks no more', async () => {
  const { sound, page, streams, after, state } = openPage();
  sound.want(true);
  sound.want(false);
  await settled();
  expect(streams[0]?.track.isStopped).toBe(true);
  page.id = null;
  sound.want(true);
  await settled();
  sound.want(false);
  expect(after).toEqual([]);
  expect(state()).toEqual({ heard: null, isLacking: false });
});
