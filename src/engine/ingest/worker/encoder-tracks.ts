import { parseAudioTag, parseVideoTag, type FlvTag } from '../codec/flv-tag.js';

const TYPE_AUDIO = 8;
const TYPE_VIDEO = 9;
const TYPE_DATA_AMF3 = 15;
const TYPE_DATA = 18;

/** A message of the encoder, kept. */
export interface KeptMessage {
  readonly rtmpType: number;
  readonly timestampMs: number;
  readonly data: Buffer;
}

/** What a decoder of one track has to know. */
interface TrackConfig {
  readonly codec: string;
  /** The sequence header's content; null for what has none (MP3, G.711, Sorenson). */
  readonly config: Uint8Array | null;
  /** Without a header every packet says its form itself. */
  readonly form: string;
  readonly header: KeptMessage | null;
}

interface Track {
  /** Of the session under way. */
  active: TrackConfig | null;
  /** The encoder's newest word. */
  newest: TrackConfig | null;
}

/** How long sound of another configuration waits for a keyframe. */
const SOUND_WAITS_MS = 10_000;

/**
 * `goes-on`: the message belongs to the session under way. `held`: it is not to be passed on; a header of another
 * configuration is part of `opening` from here on. `changed`: the first media of another session.
 */
export type Verdict = 'goes-on' | 'held' | 'changed';

function isSame(one: TrackConfig, other: TrackConfig): boolean {
  if (one.codec !== other.codec) return false;
  if (one.config === null || other.config === null) return one.config === other.config && one.form === other.form;
  return Buffer.compare(one.config, other.config) === 0;
}

/**
 * What the decoders of one encoder's stream are configured with. An encoder repeats its headers as it likes; one that says
 * something new (the phone was turned, another scene size) ends the session, because what pulls it (ffmpeg's MP4 muxer
 * above all) keeps the first header for good. It ends with the first packet after the new headers, not with the header:
 * video and sound are often changed together, one header after the other. When the sound alone changes, the session goes on
 * without sound up to the next keyframe: the next session could not show a picture before it.
 */
export class EncoderTracks {
  readonly #video: Track = { active: null, newest: null };
  readonly #audio: Track = { active: null, newest: null };
  #metadata: KeptMessage | null = null;
  #soundHeldFromMs: number | null = null;

  /** Looks at a message before it is passed on. `data` is copied where it is kept. */
  judge(rtmpType: number, timestampMs: number, data: Buffer): Verdict {
    if (rtmpType === TYPE_DATA || rtmpType === TYPE_DATA_AMF3) {
      this.#metadata = { rtmpType, timestampMs, data: Buffer.from(data) };
      return 'goes-on';
    }
    const tag = rtmpType === TYPE_VIDEO ? parseVideoTag(data) : rtmpType === TYPE_AUDIO ? parseAudioTag(data) : null;
    if (tag === null || tag.codec === 'unknown' || tag.role === 'other') return 'goes-on';
    const track = tag.kind === 'video' ? this.#video : this.#audio;
    if (tag.role === 'header') return this.#judgeHeader(track, tag, { rtmpType, timestampMs, data });
    this.#noteFrame(track, tag);
    if (this.#hasChanged(this.#video)) return 'changed';
    return this.#hasChanged(this.#audio) ? this.#judgeAfterSound(tag, timestampMs) : 'goes-on';
  }

  /** A new session begins: what it has to be told before its first media. */
  opening(): KeptMessage[] {
    this.#video.active = this.#video.newest;
    this.#audio.active = this.#audio.newest;
    this.#soundHeldFromMs = null;
    const headers = [this.#video.active?.header ?? null, this.#audio.active?.header ?? null];
    return [this.#metadata, ...headers].filter((message) => message !== null);
  }

  #judgeHeader(track: Track, tag: FlvTag, message: KeptMessage): Verdict {
    // ffmpeg sends an empty AAC header ahead of the real one when it does not know it yet.
    if (tag.body.length === 0) return 'goes-on';
    const data = Buffer.from(message.data);
    const config = data.subarray(data.length - tag.body.length);
    const newest = { codec: tag.codec, config, form: '', header: { ...message, data } };
    const { active } = track;
    track.newest = newest;
    if (active !== null && isSame(active, newest)) {
      track.newest = active;
      return 'goes-on';
    }
    // Media ahead of the first header could not be used by anybody: that header changes nothing.
    if (active !== null && (active.codec !== tag.codec || active.config !== null)) return 'held';
    track.active = newest;
    return 'goes-on';
  }

  /** Media while the sound alone has changed. */
  #judgeAfterSound(tag: FlvTag, timestampMs: number): Verdict {
    this.#soundHeldFromMs ??= timestampMs;
    const hasWaited = timestampMs - this.#soundHeldFromMs >= SOUND_WAITS_MS;
    if (this.#video.active === null || hasWaited) return 'changed';
    if (tag.kind === 'audio') return 'held';
    return tag.isKeyframe ? 'changed' : 'goes-on';
  }

  /** Media of a codec with a header belong to the newest one; without it they are their own configuration. */
  #noteFrame(track: Track, tag: FlvTag): void {
    const { newest } = track;
    if (newest?.codec === tag.codec && newest.config !== null) return;
    const form = tag.kind === 'audio' ? `${String(tag.sampleRate)} ${String(tag.channels)}` : '';
    const config = { codec: tag.codec, config: null, form, header: null };
    if (newest !== null && isSame(newest, config)) return;
    track.newest = config;
    track.active ??= config;
  }

  #hasChanged({ active, newest }: Track): boolean {
    return active !== null && newest !== null && !isSame(active, newest);
  }
}
