import type { FeedCodec } from '../encode/video-settings.js';

/** The codec that a decoder's configuration names. */
export function codecOf({ codec }: Pick<VideoDecoderConfig, 'codec'>): FeedCodec {
  if (codec.startsWith('vp8')) return 'vp8';
  return codec.startsWith('vp09') ? 'vp9' : 'h264';
}

/** Whether packets of both can follow each other in one stream: the same codec, size and parameter sets. */
export function isSameStream(one: VideoDecoderConfig, other: VideoDecoderConfig): boolean {
  if (one === other) return true;
  if (one.codec !== other.codec || one.codedWidth !== other.codedWidth || one.codedHeight !== other.codedHeight)
    return false;
  const [bytes, others] = [bytesOf(one.description), bytesOf(other.description)];
  return bytes.length === others.length && bytes.every((byte, index) => byte === others[index]);
}

function bytesOf(source: AllowSharedBufferSource | undefined): Uint8Array {
  if (source === undefined) return new Uint8Array(0);
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
