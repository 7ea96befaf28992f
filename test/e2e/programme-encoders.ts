import type { VideoPacket } from '../../src/renderer/media/encode/media-packet.js';
import { VideoEncoding } from '../../src/renderer/media/encode/video-encoding.js';

const fps = 25;

/** Encodes with the browser's encoders, of which the first fails after ten pictures and the second at its first one. */
export async function survivesEncoderFailures(): Promise<{
  made: string[];
  troubles: string[];
  packets: { codec: string; isKey: boolean; tick: number }[];
}> {
  const [made, troubles]: [string[], string[]] = [[], []];
  const packets: VideoPacket[] = [];
  const real = globalThis.VideoEncoder;
  globalThis.VideoEncoder = class extends real {
    readonly #fail: () => void;
    readonly #number: number;
    #pictures = 0;

    constructor(init: VideoEncoderInit) {
      super(init);
      this.#number = made.length;
      this.#fail = () => init.error(new DOMException('The encoder is gone', 'EncodingError'));
    }

    override configure(config: VideoEncoderConfig): void {
      made.push(config.codec.split('.')[0] ?? '');
      super.configure(config);
    }

    override encode(frame: VideoFrame, options?: VideoEncoderEncodeOptions): void {
      this.#pictures += 1;
      if (this.#number === 0 && this.#pictures > 10 && packets.length > 0) return this.#fail();
      if (this.#number === 1) return this.#fail();
      super.encode(frame, options);
    }
  };
  try {
    const encoding = await VideoEncoding.open({
      settings: { width: 320, height: 180, fps, bitrate: 500_000, keyframeSeconds: 2 },
      onPacket: (packet) => packets.push(packet),
      onTrouble: ({ code, details }) => troubles.push(`${code} ${String(details['codec'])}`),
    });
    const canvas = new OffscreenCanvas(320, 180);
    const context = canvas.getContext('2d');
    for (let tick = 0; packets.filter(({ config }) => config.codec.startsWith('vp8')).length < 10; tick += 1) {
      context?.fillRect(tick % 320, 0, 1, 180);
      const frame = new VideoFrame(canvas, { timestamp: (tick * 1e6) / fps });
      encoding.encode(frame, tick);
      frame.close();
      // as the programme's clock: encoders get their time
      await new Promise((done) => setTimeout(done, 1000 / fps));
    }
    await encoding.close();
  } finally {
    globalThis.VideoEncoder = real;
  }
  return {
    made,
    troubles,
    packets: packets.map(({ config, isKey, timestampUs }) => ({
      codec: config.codec.split('.')[0] ?? '',
      isKey,
      tick: Math.round((timestampUs * fps) / 1e6),
    })),
  };
}
