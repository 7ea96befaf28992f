import { afterEach, expect, test, vi } from 'vitest';
import type { VideoPacket } from './media-packet.js';
import { VideoEncoding } from './video-encoding.js';

const fps = 30;
const stampOf = (tick: number): number => Math.round((tick * 1e6) / fps);

interface Given {
  readonly timestamp: number;
  readonly isKey: boolean;
}

/** Where Node has none: an encoder that encodes when the test says so. */
class HandEncoder {
  static made: HandEncoder[] = [];
  state: CodecState = 'unconfigured';
  isHardware = false;
  readonly waiting: Given[] = [];
  readonly #init: VideoEncoderInit;

  static isConfigSupported(config: VideoEncoderConfig): Promise<VideoEncoderSupport> {
    return Promise.resolve({ supported: true, config });
  }

  constructor(init: VideoEncoderInit) {
    this.#init = init;
    HandEncoder.made.push(this);
  }

  get encodeQueueSize(): number {
    return this.waiting.length;
  }

  configure({ hardwareAcceleration }: VideoEncoderConfig): void {
    this.state = 'configured';
    this.isHardware = hardwareAcceleration === 'prefer-hardware';
  }

  encode({ timestamp }: VideoFrame, options?: VideoEncoderEncodeOptions): void {
    this.waiting.push({ timestamp, isKey: options?.keyFrame === true });
  }

  /** Encodes what has waited longest, or leaves it out. */
  next(how: 'encode' | 'drop' = 'encode'): void {
    const given = this.waiting.shift();
    if (given === undefined || how === 'drop') return;
    const chunk: EncodedVideoChunk = {
      type: given.isKey ? 'key' : 'delta',
      timestamp: given.timestamp,
      duration: null,
      byteLength: 1,
      copyTo: () => undefined,
    };
    this.#init.output(chunk, { decoderConfig: { codec: 'avc1.42e01f' } });
  }

  /** Dies, as one does whose driver was reset. */
  die(): void {
    this.state = 'closed';
    this.#init.error(new DOMException('the driver was reset', 'OperationError'));
  }

  flush(): Promise<void> {
    while (this.waiting.length > 0) this.next();
    return Promise.resolve();
  }

  close(): void {
    this.state = 'closed';
  }
}

afterEach(() => {
  vi.useRealTimers();
  HandEncoder.made = [];
  vi.unstubAllGlobals();
});

async function open() {
  vi.stubGlobal('VideoEncoder', HandEncoder);
  const troubles: string[] = [];
  const packets: VideoPacket[] = [];
  const encoding = await VideoEncoding.open({
    settings: { width: 320, height: 180, fps, bitrate: 500_000, keyframeSeconds: 2 },
    onPacket: (packet) => packets.push(packet),
    onTrouble: ({ code }) => troubles.push(code),
  });
  const encode = (tick: number): void => encoding.encode({ timestamp: stampOf(tick) } as VideoFrame, tick);
  const keys = (): number[] =>
    packets.filter(({ isKey }) => isKey).map(({ timestampUs }) => Math.round((timestampUs * fps) / 1e6));
  return { encoding, packets, troubles, encode, keys, encoder: () => HandEncoder.made.at(-1) };
}

test('an encoder that does every third picture, and none for a second where a keyframe is due, brings all keyframes in time', async () => {
  const { encoding, packets, encode, keys, encoder } = await open();
  const ticks = 8 * fps;
  for (let tick = 0; tick < ticks; tick += 1) {
    encode(tick);
    const isStuck = tick >= 105 && tick < 135;
    if (!isStuck && tick % 3 === 0) encoder()?.next();
  }
  await encoding.close();
  expect(keys()).toEqual([0, 60, 120, 180]);
  expect(encoding.skipped).toBe(ticks - packets.length);
  expect(packets.length).toBeLessThan(ticks / 2);
});

test('a keyframe that the encoder drops is asked for again, and one that is demanded meanwhile is not made twice', async () => {
  const { encoding, encode, keys, encoder } = await open();
  const run = (from: number, to: number, how?: 'drop'): void => {
    for (let tick = from; tick < to; tick += 1) {
      encode(tick);
      encoder()?.next(how);
    }
  };
  run(0, 60);
  run(60, 63, 'drop');
  run(63, 66);
  expect(keys()).toEqual([0, 64]);
  encoding.demandKeyframe();
  encode(66);
  encoding.demandKeyframe();
  encode(67);
  encoder()?.next();
  encoder()?.next();
  run(68, 130);
  expect(keys()).toEqual([0, 64, 66, 126]);
  await encoding.close();
});

test('what the encoder takes and never brings counts as left out, and so does what it had when it was closed', async () => {
  const { encoding, packets, encode, encoder } = await open();
  for (let tick = 0; tick < 30; tick += 1) {
    encode(tick);
    encoder()?.next(tick > 0 && tick % 3 === 0 ? 'drop' : 'encode');
  }
  expect([packets.length, encoding.skipped]).toEqual([21, 9]);
  encode(30);
  encoder()?.next('drop');
  await encoding.close();
  expect([packets.length, encoding.skipped]).toEqual([21, 10]);
});

test('an encoder that brings nothing for four seconds is made anew; one whose worker stood still is not', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { encoding, troubles, encode, encoder, packets } = await open();
  encode(0);
  vi.advanceTimersByTime(4_500);
  // the worker comes back, with ticks that it missed, before it hears what was encoded meanwhile
  for (const tick of [1, 2, 3]) encode(tick);
  encoder()?.next();
  expect([HandEncoder.made.length, troubles, packets.length]).toEqual([1, [], 1]);
  for (let tick = 4; tick < 200; tick += 1) {
    vi.advanceTimersByTime(1000 / fps);
    encode(tick);
  }
  expect(troubles).toEqual(['programme.encoder-failed']);
  expect(HandEncoder.made.length).toBe(2);
  await encoding.close();
});

test('an encoder that brings pictures and fails again and again gives way to the next after the third failure in a minute', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { encoding, troubles, encode, encoder } = await open();
  let tick = 0;
  const live = (seconds: number): void => {
    for (const end = tick + seconds * fps; tick < end; tick += 1) {
      vi.advanceTimersByTime(1000 / fps);
      encode(tick);
      encoder()?.next();
    }
  };
  // far apart they do not count together
  for (const pauseSeconds of [31, 31, 31, 10]) {
    live(pauseSeconds);
    encoder()?.die();
  }
  live(1);
  expect(HandEncoder.made.map(({ isHardware }) => isHardware)).toEqual([true, true, true, true, false]);
  expect(encoding.codec.isHardware).toBe(false);
  // the one that took its place begins with no failures
  encoder()?.die();
  live(1);
  expect(HandEncoder.made.at(-1)?.isHardware).toBe(false);
  expect(encoding.codec.codec).toBe('h264');
  expect(troubles).toEqual(Array.from({ length: 5 }, () => 'programme.encoder-failed'));
  await encoding.close();
});

test('pictures that went with an encoder that failed are counted apart from those it was too slow for', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { encoding, encode, encoder } = await open();
  const pass = (): unknown => vi.advanceTimersByTime(1000 / fps);
  for (let tick = 0; tick < 10; tick += 1) {
    pass();
    encode(tick);
    encoder()?.next(tick > 0 && tick % 3 === 0 ? 'drop' : 'encode');
  }
  encode(10);
  encoder()?.next();
  expect([encoding.skipped, encoding.lost]).toEqual([3, 0]);
  // three are in it when it fails; until there is another, half a second goes by
  for (const tick of [11, 12, 13]) encode(tick);
  encoder()?.die();
  for (let tick = 14; tick < 14 + fps / 2 - 1; tick += 1) {
    encode(tick);
    pass();
  }
  expect([encoding.skipped, encoding.lost]).toEqual([3 + 3 + 14, 3 + 14]);
  await encoding.close();
});

test('pictures that found no room in an encoder that turns out to have hung are its failure', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { encoding, troubles, encode } = await open();
  for (let tick = 0; troubles.length === 0; tick += 1) {
    encode(tick);
    vi.advanceTimersByTime(1000 / fps);
  }
  expect(encoding.skipped).toBeGreaterThan(100);
  expect(encoding.lost).toBe(encoding.skipped);
  await encoding.close();
});
