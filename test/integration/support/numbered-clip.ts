import { flashAndBeep, h264, packets, type Media } from './media.js';
import { Push } from './push.js';

const fps = 15;
const clipSeconds = 20;
/** Frames of the clip, which is sent over and over. */
export const clipFrames = fps * clipSeconds;

/** 640×360 at 15 fps with a key frame every 2 s. Each of its pictures is another, so that a packet tells its number. */
export class NumberedClip {
  readonly file: string;
  readonly #numbers: ReadonlyMap<string, number>;

  private constructor(file: string, numbers: ReadonlyMap<string, number>) {
    this.file = file;
    this.#numbers = numbers;
  }

  /** `kbps`: bitrate of the picture. `isPadded`: it really has that many, whatever it shows; decoders skip the filling. */
  static async make(media: Media, kbps = 400, isPadded = false): Promise<NumberedClip> {
    const file = await media.make(`numbered-${kbps}${isPadded ? '-padded' : ''}.flv`, [
      ...flashAndBeep({ size: '640x360', fps, seconds: clipSeconds }),
      ...h264(2 * fps, `${kbps}k`),
      ...(isPadded ? ['-x264-params', 'nal-hrd=cbr:force-cfr=1'] : []),
      ...['-c:a', 'aac', '-b:a', '64k', '-ac', '2'],
    ]);
    const numbers = new Map((await packets(file, 'v:0')).map(({ size, crc }, index) => [`${size} ${crc}`, index]));
    if (numbers.size !== clipFrames) throw new Error(`Expected ${clipFrames} different pictures, got ${numbers.size}`);
    return new NumberedClip(file, numbers);
  }

  /** Sends it at its own speed until it is stopped. */
  push(url: string): Push {
    return new Push(this.file, url, { input: ['-stream_loop', '-1'] });
  }

  /** Which of its pictures a file or playlist holds, in order. Throws at one that is not of this clip. */
  async numbersIn(file: string): Promise<number[]> {
    return (await packets(file, 'v:0')).map(({ size, crc }, index) => {
      const number = this.#numbers.get(`${size} ${crc}`);
      if (number === undefined) throw new Error(`Expected picture ${index} of ${file} to be the source's own`);
      return number;
    });
  }
}

/** Pictures that are missing between those: 0 where one follows the other. */
export function missingBetween(numbers: readonly number[]): number {
  return numbers
    .slice(1)
    .reduce((sum, number, index) => sum + ((number - (numbers[index] ?? NaN) - 1 + clipFrames) % clipFrames), 0);
}
