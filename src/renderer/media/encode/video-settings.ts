/** What is asked of the picture's encoder. Bits per second. */
export interface VideoSettings {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly bitrate: number;
  readonly keyframeSeconds: number;
}

export type FeedCodec = 'h264' | 'vp8' | 'vp9';

/** One way to encode it. */
export interface VideoCandidate {
  readonly codec: FeedCodec;
  readonly isHardware: boolean;
  readonly config: VideoEncoderConfig;
}

/** H.264's levels: number × 10, macroblocks a second, macroblocks a frame, kbit/s (ITU-T H.264, table A-1). */
const levels = [
  [30, 40_500, 1_620, 10_000],
  [31, 108_000, 3_600, 14_000],
  [32, 216_000, 5_120, 20_000],
  [40, 245_760, 8_192, 20_000],
  [41, 245_760, 8_192, 50_000],
  [42, 522_240, 8_704, 50_000],
  [50, 589_824, 22_080, 135_000],
  [51, 983_040, 36_864, 240_000],
  [52, 2_073_600, 36_864, 240_000],
] as const;

/** The lowest H.264 level (3.0 and up) that holds this picture, × 10; the highest where none does. */
export function h264Level({ width, height, fps, bitrate }: VideoSettings): number {
  const across = Math.ceil(width / 16);
  const down = Math.ceil(height / 16);
  const frame = across * down;
  const fitting = levels.find(
    ([, perSecond, perFrame, kilobits]) =>
      frame <= perFrame &&
      frame * fps <= perSecond &&
      bitrate <= kilobits * 1000 &&
      Math.max(across, down) <= Math.sqrt(8 * perFrame),
  );
  return fitting?.[0] ?? 52;
}

/** Ways to encode, the best first: H.264 by hardware, by software, then what the engine must transcode. */
export function videoCandidates(settings: VideoSettings): VideoCandidate[] {
  const { width, height, fps, bitrate } = settings;
  const base = { width, height, bitrate, framerate: fps, latencyMode: 'realtime' } as const;
  const level = h264Level(settings).toString(16).padStart(2, '0');
  const h264 = (hardwareAcceleration: 'prefer-hardware' | 'prefer-software'): VideoCandidate[] =>
    // high, main, constrained baseline
    ['6400', '4d00', '42e0'].map((profile) => ({
      codec: 'h264',
      isHardware: hardwareAcceleration === 'prefer-hardware',
      config: { ...base, codec: `avc1.${profile}${level}`, hardwareAcceleration, avc: { format: 'avc' } },
    }));
  const vp9Level = width * height * fps > 1920 * 1088 * 60 ? '51' : '41';
  return [
    ...h264('prefer-hardware'),
    ...h264('prefer-software'),
    { codec: 'vp8', isHardware: false, config: { ...base, codec: 'vp8' } },
    { codec: 'vp9', isHardware: false, config: { ...base, codec: `vp09.00.${vp9Level}.08` } },
  ];
}

/** Those of the ways that this computer says it has, in their order. */
export async function supportedCandidates(settings: VideoSettings): Promise<VideoCandidate[]> {
  const supported: VideoCandidate[] = [];
  for (const candidate of videoCandidates(settings)) {
    // a profile that is there stands for the lesser ones of the same kind
    if (supported.some(({ codec, isHardware }) => codec === candidate.codec && isHardware === candidate.isHardware))
      continue;
    const answer = await VideoEncoder.isConfigSupported(candidate.config).catch(() => null);
    if (answer?.supported === true) supported.push(candidate);
  }
  return supported;
}
