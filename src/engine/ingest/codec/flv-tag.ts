/** The outside of a video or audio message: FLV 10.1 annex E.4 and enhanced RTMP v1/v2. */
export type FlvTag =
  | {
      readonly kind: 'video';
      readonly codec: string;
      readonly role: 'header' | 'frame' | 'other';
      readonly isKeyframe: boolean;
      readonly body: Uint8Array;
    }
  | {
      readonly kind: 'audio';
      readonly codec: string;
      readonly role: 'header' | 'frame' | 'other';
      /** From the tag itself; the codec's own header knows better. Null: the tag says nothing. */
      readonly sampleRate: number | null;
      readonly channels: number | null;
      readonly body: Uint8Array;
    };

const videoCodecs: Readonly<Record<number, string>> = {
  2: 'flv1',
  3: 'flashsv',
  4: 'vp6f',
  5: 'vp6a',
  6: 'flashsv2',
  7: 'h264',
  // Never standardised; sent by many Chinese encoders before enhanced RTMP.
  12: 'hevc',
};
const videoFourccs: Readonly<Record<string, string>> = {
  avc1: 'h264',
  hvc1: 'hevc',
  vvc1: 'vvc',
  av01: 'av1',
  vp08: 'vp8',
  vp09: 'vp9',
};
const audioCodecs: Readonly<Record<number, string>> = {
  0: 'pcm',
  1: 'adpcm',
  2: 'mp3',
  3: 'pcm',
  4: 'nellymoser',
  5: 'nellymoser',
  6: 'nellymoser',
  7: 'g711a',
  8: 'g711u',
  10: 'aac',
  11: 'speex',
  14: 'mp3',
};
const audioFourccs: Readonly<Record<string, string>> = {
  mp4a: 'aac',
  Opus: 'opus',
  fLaC: 'flac',
  '.mp3': 'mp3',
  'ac-3': 'ac3',
  'ec-3': 'eac3',
};
const audioRates = [5_512, 11_025, 22_050, 44_100];

function fourcc(data: Uint8Array): string {
  return String.fromCharCode(...data.subarray(1, 5));
}

/** Reads the head of a video message. Null when it is empty or too short to tell. */
export function parseVideoTag(data: Uint8Array): FlvTag | null {
  const first = data[0];
  const second = data[1];
  if (first === undefined || second === undefined) return null;
  const frameType = (first >> 4) & 7;
  const isKeyframe = frameType === 1 || frameType === 4;
  if ((first & 0x80) !== 0) {
    const packetType = first & 15;
    const codec = videoFourccs[fourcc(data)] ?? 'unknown';
    const hasCompositionTime = packetType === 1 && (codec === 'h264' || codec === 'hevc' || codec === 'vvc');
    const role = packetType === 0 ? 'header' : packetType === 1 || packetType === 3 ? 'frame' : 'other';
    return {
      kind: 'video',
      codec,
      role: frameType === 5 ? 'other' : role,
      isKeyframe,
      body: data.subarray(hasCompositionTime ? 8 : 5),
    };
  }
  const codec = videoCodecs[first & 15] ?? 'unknown';
  if (codec !== 'h264' && codec !== 'hevc') {
    return { kind: 'video', codec, role: frameType === 5 ? 'other' : 'frame', isKeyframe, body: data.subarray(1) };
  }
  const role = second === 0 ? 'header' : second === 1 ? 'frame' : 'other';
  return { kind: 'video', codec, role: frameType === 5 ? 'other' : role, isKeyframe, body: data.subarray(5) };
}

/** Reads the head of an audio message. Null when it is empty or too short to tell. */
export function parseAudioTag(data: Uint8Array): FlvTag | null {
  const first = data[0];
  if (first === undefined) return null;
  const format = first >> 4;
  if (format === 9) {
    if (data.length < 5) return null;
    const packetType = first & 15;
    const role = packetType === 0 ? 'header' : packetType === 1 ? 'frame' : 'other';
    const codec = audioFourccs[fourcc(data)] ?? 'unknown';
    return { kind: 'audio', codec, role, sampleRate: null, channels: null, body: data.subarray(5) };
  }
  const codec = audioCodecs[format] ?? 'unknown';
  if (codec === 'aac') {
    if (data.length < 2) return null;
    const role = data[1] === 0 ? 'header' : 'frame';
    return { kind: 'audio', codec, role, sampleRate: null, channels: null, body: data.subarray(2) };
  }
  // G.711, Speex and the low Nellymoser rates are fixed by their format, whatever the rate bits say.
  const isEightKilohertz = codec === 'g711a' || codec === 'g711u' || format === 5 || format === 14;
  const isSixteenKilohertz = codec === 'speex' || format === 4;
  const sampleRate = isEightKilohertz ? 8_000 : isSixteenKilohertz ? 16_000 : (audioRates[(first >> 2) & 3] ?? null);
  const channels = isSixteenKilohertz || format === 5 ? 1 : (first & 1) + 1;
  return { kind: 'audio', codec, role: 'frame', sampleRate, channels, body: data.subarray(1) };
}
