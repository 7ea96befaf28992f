import {
  AppendOnlyStreamTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  Output,
} from 'mediabunny';
import type { MediaPacket } from '../encode/media-packet.js';
import type { FeedCodec } from '../encode/video-settings.js';

/**
 * One Matroska stream: packets in, bytes out as soon as both tracks have come so far. The first video packet is an IDR.
 * The muxer holds a track's packets until the other one's have come.
 */
export class MatroskaStream {
  readonly #output: Output;
  readonly #video: EncodedVideoPacketSource;
  readonly #audio = new EncodedAudioPacketSource('opus');
  readonly #started: Promise<void>;
  readonly #onError: (error: unknown) => void;
  /** Everything added so far is with the muxer, or has failed. */
  #added: Promise<void>;
  #hasFailed = false;
  #isFinished = false;

  /** `onBytes`: the stream's bytes in order. `onError`: once; nothing comes after it. */
  constructor(options: {
    readonly codec: FeedCodec;
    readonly onBytes: (bytes: Uint8Array) => void;
    readonly onError: (error: unknown) => void;
  }) {
    this.#onError = options.onError;
    this.#video = new EncodedVideoPacketSource(options.codec === 'h264' ? 'avc' : options.codec);
    this.#output = new Output({
      format: new MkvOutputFormat({ appendOnly: true, minimumClusterDuration: 0 }),
      target: new AppendOnlyStreamTarget(new WritableStream({ write: (bytes) => options.onBytes(bytes) })),
    });
    this.#output.addVideoTrack(this.#video);
    this.#output.addAudioTrack(this.#audio);
    this.#started = this.#output.start();
    this.#added = this.#try(() => this.#started);
  }

  add(packet: MediaPacket): void {
    const { data, timestampUs, durationUs } = packet;
    const isKey = packet.kind === 'audio' || packet.isKey;
    const encoded = new EncodedPacket(data, isKey ? 'key' : 'delta', timestampUs / 1e6, durationUs / 1e6);
    const add = (): Promise<void> =>
      packet.kind === 'video'
        ? this.#video.add(encoded, { decoderConfig: packet.config })
        : this.#audio.add(encoded, { decoderConfig: packet.config });
    this.#added = this.#added.then(() => this.#try(add));
  }

  /** Writes what the muxer holds. Resolves when all bytes are out. */
  async finish(): Promise<void> {
    await this.#added;
    if (this.#hasFailed) return;
    this.#isFinished = true;
    await this.#try(() => this.#output.finalize());
  }

  /** Gives up: no bytes come any more. */
  async cancel(): Promise<void> {
    this.#hasFailed = true;
    await this.#added;
    if (this.#isFinished) return;
    // one that could not begin has nothing to be cancelled
    await this.#output.cancel().catch(() => undefined);
  }

  async #try(step: () => Promise<void>): Promise<void> {
    if (this.#hasFailed) return;
    try {
      await step();
    } catch (error) {
      if (this.#hasFailed) return;
      this.#hasFailed = true;
      this.#onError(error);
    }
  }
}
