/** Bodies of FLV tags for H.264 and AAC (FLV 10.1 annex E.4.2.1 and E.4.3.1), each in memory of its own. */

const keyframe = 0x10;
const interframe = 0x20;
const avc = 7;
const avcHeader = 0;
const avcNalUnits = 1;
/** AAC, and the rate, size and channels that AAC always claims; the configuration says what is true. */
const aac = 0xaf;

/** The sequence header of a picture: its AVCDecoderConfigurationRecord. */
export function avcHeaderBody(configuration: Uint8Array): Uint8Array {
  return body([keyframe | avc, avcHeader, 0, 0, 0], configuration);
}

/** A coded picture with its NAL units behind their lengths. `compositionMs`: how much later it is shown than decoded. */
export function avcFrameBody(data: Uint8Array, options: { isKeyframe: boolean; compositionMs: number }): Uint8Array {
  const offset = Math.max(-0x80_0000, Math.min(0x7f_ffff, Math.round(options.compositionMs)));
  const head = [(options.isKeyframe ? keyframe : interframe) | avc, avcNalUnits];
  return body([...head, (offset >> 16) & 0xff, (offset >> 8) & 0xff, offset & 0xff], data);
}

/** The sequence header of sound: its AudioSpecificConfig. */
export function aacHeaderBody(configuration: Uint8Array): Uint8Array {
  return body([aac, 0], configuration);
}

/** One raw AAC frame. */
export function aacFrameBody(data: Uint8Array): Uint8Array {
  return body([aac, 1], data);
}

function body(head: readonly number[], rest: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + rest.length);
  bytes.set(head, 0);
  bytes.set(rest, head.length);
  return bytes;
}
