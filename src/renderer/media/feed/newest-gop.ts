import type { MediaPacket } from '../encode/media-packet.js';

/**
 * What a feed begins with once its socket is open: the newest keyframe and all that came after it, with the sound since
 * then. Older pictures are left out, for nobody waits for them any more.
 */
export class NewestGop {
  readonly #limitBytes: number;
  #packets: MediaPacket[] = [];
  #bytes = 0;
  #hasKey = false;

  /** A group of pictures larger than this is not kept. */
  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  /** Whether there is a picture to begin with. */
  get hasKey(): boolean {
    return this.#hasKey;
  }

  /** Takes a packet; answers how many pictures were left out for it. */
  push(packet: MediaPacket): number {
    let left = 0;
    if (packet.kind === 'video' && packet.isKey) {
      left = this.#drop(({ kind, timestampUs }) => kind === 'audio' && timestampUs >= packet.timestampUs);
      this.#hasKey = true;
    } else if (packet.kind === 'video' && !this.#hasKey) {
      return 1;
    }
    this.#packets.push(packet);
    this.#bytes += packet.data.byteLength;
    if (this.#bytes <= this.#limitBytes) return left;
    this.#hasKey = false;
    return left + this.#drop(() => false);
  }

  /** All of it, in the order in which it came; afterwards there is nothing. Sound from before the picture is left out. */
  take(): MediaPacket[] {
    const first = this.#packets.find(({ kind }) => kind === 'video')?.timestampUs ?? -Infinity;
    const taken = this.#packets.filter(({ timestampUs }) => timestampUs >= first);
    this.#packets = [];
    this.#bytes = 0;
    this.#hasKey = false;
    return taken;
  }

  #drop(isKept: (packet: MediaPacket) => boolean): number {
    const kept = this.#packets.filter(isKept);
    const left = this.#packets.filter((packet) => packet.kind === 'video' && !isKept(packet)).length;
    this.#packets = kept;
    this.#bytes = kept.reduce((sum, { data }) => sum + data.byteLength, 0);
    return left;
  }
}
