/** `CodecID` of HEVC in FLV as many encoders wrote it before enhanced RTMP; it was never standardised. */
const legacyHevc = 12;
const legacyHeadBytes = 5;
const hvc1 = Buffer.from('hvc1', 'latin1');
/** Enhanced RTMP v1: `IsExHeader`, the frame type in three bits, the packet type in four, then the FourCC. */
const exHeader = 0x80;
const sequenceStart = 0;
const codedFrames = 1;
const sequenceEnd = 2;

/**
 * The body of a picture's tag with HEVC in the form of enhanced RTMP v1, which services take (`hvc1`): the same record and the
 * same NAL units behind another head. What is not HEVC of the old form comes back as it is, the very same bytes.
 */
export function asEnhancedHevc(data: Uint8Array): Uint8Array {
  const first = data[0] ?? 0;
  const isLegacy = (first & exHeader) === 0 && (first & 15) === legacyHevc && data.length >= legacyHeadBytes;
  if (!isLegacy) return data;
  const frameType = first & 0x70;
  const [packetType, composition] = [data[1], data.subarray(2, legacyHeadBytes)];
  const body = data.subarray(legacyHeadBytes);
  if (packetType === 0) return joined(exHeader | frameType | sequenceStart, [], body);
  if (packetType === 1) return joined(exHeader | frameType | codedFrames, composition, body);
  return packetType === 2 ? joined(exHeader | frameType | sequenceEnd, [], body) : data;
}

function joined(head: number, composition: ArrayLike<number>, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + hvc1.length + composition.length + body.length);
  bytes[0] = head;
  bytes.set(hvc1, 1);
  bytes.set(composition, 5);
  bytes.set(body, 5 + composition.length);
  return bytes;
}
