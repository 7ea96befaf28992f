import type { Reason } from '../../../shared/domain.js';
import type { AudioPacket } from './media-packet.js';

const sampleRate = 48_000;
/** One Opus packet: 20 ms. */
const packetFrames = 960;
/** Bits per second, of the two channels together. */
export const audioBitrate = 160_000;
/** So many packets that it was given and has not begun (5 s): it has hung, and pictures wait for its sound. */
const queueLimit = 250;
/** So many packets pass before one that has failed is made anew: what fails at once would fail 50 times a second. */
const packetsUntilAnew = 50;

/** Encodes the programme's sound to Opus, without gaps; an encoder that fails is made anew. */
export class AudioEncoding {
  readonly #onPacket: (packet: AudioPacket) => void;
  readonly #onTrouble: (reason: Reason) => void;
  #encoder: AudioEncoder | null = null;
  #config: AudioDecoderConfig | null = null;
  /** Planes of the packet that is being filled: left, then right. */
  #planes = new Float32Array(2 * packetFrames);
  #filled = 0;
  #packets = 0;
  /** The packet from which on it is tried again. */
  #anewAt = 0;
  #isClosed = false;

  constructor(options: {
    readonly onPacket: (packet: AudioPacket) => void;
    readonly onTrouble: (reason: Reason) => void;
  }) {
    this.#onPacket = options.onPacket;
    this.#onTrouble = options.onTrouble;
  }

  /** Sound of 48 kHz, on from where the last ended; the first begins at 0 of the time line. */
  encode(left: Float32Array, right: Float32Array): void {
    for (let at = 0; at < left.length;) {
      const count = Math.min(packetFrames - this.#filled, left.length - at);
      this.#planes.set(left.subarray(at, at + count), this.#filled);
      this.#planes.set(right.subarray(at, at + count), packetFrames + this.#filled);
      this.#filled += count;
      at += count;
      if (this.#filled === packetFrames) this.#encodePacket();
    }
  }

  /** Waits for what is being encoded, at most two seconds, and ends. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const encoder = this.#encoder;
    if (encoder === null || encoder.state !== 'configured') return;
    await Promise.race([encoder.flush().catch(() => undefined), new Promise((done) => setTimeout(done, 2_000))]);
    if ((encoder.state as CodecState) !== 'closed') encoder.close();
    this.#encoder = null;
  }

  #encodePacket(): void {
    const timestamp = Math.round((this.#packets * packetFrames * 1e6) / sampleRate);
    this.#packets += 1;
    this.#filled = 0;
    if (this.#isClosed || this.#packets < this.#anewAt) return;
    const data = new AudioData({
      format: 'f32-planar',
      sampleRate,
      numberOfChannels: 2,
      numberOfFrames: packetFrames,
      timestamp,
      data: this.#planes,
    });
    try {
      if ((this.#encoder?.encodeQueueSize ?? 0) > queueLimit) this.#fail('no sound');
      this.#ready().encode(data);
    } catch (cause) {
      this.#fail(cause instanceof Error ? cause.message : String(cause));
    } finally {
      data.close();
    }
  }

  #ready(): AudioEncoder {
    if (this.#encoder !== null) return this.#encoder;
    const encoder: AudioEncoder = new AudioEncoder({
      output: (chunk, metadata) => {
        if (metadata?.decoderConfig !== undefined) this.#config = metadata.decoderConfig;
        if (this.#config === null) return;
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        const durationUs = (packetFrames * 1e6) / sampleRate;
        this.#onPacket({ kind: 'audio', data, timestampUs: chunk.timestamp, durationUs, config: this.#config });
      },
      error: (error) => {
        if (this.#encoder === encoder) this.#fail(error.message);
      },
    });
    this.#encoder = encoder;
    encoder.configure({ codec: 'opus', sampleRate, numberOfChannels: 2, bitrate: audioBitrate });
    return encoder;
  }

  #fail(message: string): void {
    const encoder = this.#encoder;
    this.#encoder = null;
    this.#anewAt = this.#packets + packetsUntilAnew;
    if (encoder !== null && encoder.state !== 'closed') encoder.close();
    this.#onTrouble({ code: 'programme.sound-encoder-failed', details: { message } });
  }
}
