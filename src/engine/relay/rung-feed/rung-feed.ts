import type { MessagePort } from 'node:worker_threads';
import { decoderConfiguration } from '../../package/codec-string.js';
import type { ProgrammeWatcher } from '../../package/programme-watcher.js';
import type { Sample, TrackInfo } from '../../package/sample.js';
import { FeedTaps } from '../feed-taps.js';
import { aacFrameBody, aacHeaderBody, avcFrameBody, avcHeaderBody } from './flv-body.js';
import { TagInterleaver } from './tag-interleaver.js';

/** As for the RTMP server's taps (ingest/rtmp-limits.ts). */
const maxHistoryBytes = 24 * 1024 * 1024;
const maxUntakenBytes = 48 * 1024 * 1024;
const ticksPerMs = 90;

interface Track {
  readonly name: string;
  readonly type: 8 | 9;
  timescale: number;
  configuration: Buffer | null;
  /** The configuration has yet to be told in this feed: with the track's first packet, whose time it has. */
  isUntold: boolean;
  newestTicks: number;
  /** After a handover: what the run before has sent already is left out, and a picture goes on with an IDR. */
  isJoining: boolean;
}

interface Waiting {
  readonly type: 8 | 9;
  readonly timestampMs: number;
  readonly body: Uint8Array;
  readonly role: 'configuration' | 'gop' | 'frame';
}

export interface RungFeedOptions {
  /** Names of the renditions; null: none. */
  readonly video: string | null;
  readonly audio: string | null;
  /** The feed before is over and another one begins: whoever wants it attaches a new port. */
  readonly onRestart: () => void;
  readonly onSlow: (untakenBytes: number) => void;
}

/**
 * One rung of the ladder with its sound, as a feed for relays: FLV tags made of the packager's samples. One feed has one decoder
 * configuration and is one stay of the source; when either changes, it ends and begins anew.
 */
export class RungFeed implements ProgrammeWatcher {
  readonly #options: RungFeedOptions;
  readonly #tracks: readonly Track[];
  #taps: FeedTaps;
  #interleaver: TagInterleaver<Waiting>;
  #isOn = false;

  constructor(options: RungFeedOptions) {
    this.#options = options;
    const track = (name: string, type: 8 | 9): Track => ({
      name,
      type,
      timescale: 1,
      configuration: null,
      isUntold: false,
      newestTicks: -Infinity,
      isJoining: false,
    });
    this.#tracks = [
      ...(options.video === null ? [] : [track(options.video, 9)]),
      ...(options.audio === null ? [] : [track(options.audio, 8)]),
    ];
    this.#taps = this.#newTaps();
    this.#interleaver = this.#newInterleaver();
  }

  /** Sends everything from the GOP under way on through the port. */
  attach(port: MessagePort): void {
    this.#taps.attach(port);
  }

  runBegins({ continues }: { readonly continues: boolean }): void {
    if (!continues || !this.#isOn) this.#restart();
    for (const track of this.#tracks) track.isJoining = continues;
    this.#isOn = true;
  }

  init(rendition: string, info: TrackInfo, bytes: Buffer): void {
    const track = this.#tracks.find(({ name }) => name === rendition);
    if (track === undefined) return;
    const configuration = decoderConfiguration(bytes);
    track.timescale = info.timescale;
    if (track.configuration?.equals(configuration) === true) return;
    if (track.configuration !== null) this.#restart();
    track.configuration = configuration;
    track.isUntold = true;
  }

  sample(rendition: string, sample: Sample, dtsTicks: number): void {
    const track = this.#tracks.find(({ name }) => name === rendition);
    if (track === undefined || !this.#isOn) return;
    if (track.isJoining && (dtsTicks <= track.newestTicks || !sample.isSync)) return;
    track.isJoining = false;
    track.newestTicks = dtsTicks;
    const timestampMs = Math.max(0, Math.round(dtsTicks / ticksPerMs));
    this.#tell(track, timestampMs);
    const { type } = track;
    const compositionMs = ((sample.pts - sample.dts) * 1_000) / track.timescale;
    const body =
      type === 8 ? aacFrameBody(sample.data) : avcFrameBody(sample.data, { isKeyframe: sample.isSync, compositionMs });
    this.#push({ type, timestampMs, body, role: type === 9 && sample.isSync ? 'gop' : 'frame' });
  }

  runEnds(): void {
    if (!this.#isOn) return;
    this.#isOn = false;
    this.#send(this.#interleaver.flush());
    this.#taps.end();
  }

  #restart(): void {
    this.#send(this.#interleaver.flush());
    const isAnother = !this.#taps.isWaitedFor;
    if (isAnother) {
      this.#taps.end();
      this.#taps = this.#newTaps();
    }
    this.#interleaver = this.#newInterleaver();
    for (const track of this.#tracks) track.isUntold = track.configuration !== null;
    if (isAnother) this.#options.onRestart();
  }

  #tell(track: Track, timestampMs: number): void {
    const { type, configuration } = track;
    if (!track.isUntold || configuration === null) return;
    track.isUntold = false;
    const body = type === 8 ? aacHeaderBody(configuration) : avcHeaderBody(configuration);
    this.#push({ type, timestampMs, body, role: 'configuration' });
  }

  #push(tag: Waiting): void {
    this.#send(this.#interleaver.push(tag));
  }

  #send(tags: readonly Waiting[]): void {
    for (const { type, timestampMs, body, role } of tags) {
      if (role === 'configuration') this.#taps.open(type === 8 ? 'audio' : 'video', timestampMs, body);
      else this.#taps.add(type, timestampMs, body, role === 'gop');
    }
  }

  #newTaps(): FeedTaps {
    return new FeedTaps({ maxHistoryBytes, maxUntakenBytes, onSlow: this.#options.onSlow });
  }

  #newInterleaver(): TagInterleaver<Waiting> {
    return new TagInterleaver(this.#tracks.map(({ type }) => type));
  }
}
