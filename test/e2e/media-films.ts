import { ffmpeg } from './programme-media.js';

const tone = (seconds: number): string[] => [
  ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`],
];
const codecs = ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus', '-f', 'webm', 'pipe:1'];

/** A second of blue, with a tone. */
export const shortFilm = (): Promise<Buffer> => {
  const picture = ['-f', 'lavfi', '-i', 'color=c=0x2040c0:s=160x90:r=25:d=1'];
  return ffmpeg([...picture, ...tone(1), ...codecs], Buffer.alloc(0));
};

/** Twelve seconds of noise, blue for the first half and red for the second, too large to be had at once. */
export const longFilm = (): Promise<Buffer> => {
  const half = (colour: string): string => `color=c=${colour}:s=160x90:r=25:d=6,noise=alls=40:allf=t`;
  const filter = `${half('0x2040c0')}[blue];${half('0xc02040')}[red];[blue][red]concat`;
  const picture = ['-filter_complex', filter, '-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '2M'];
  return ffmpeg([...picture, '-f', 'webm', 'pipe:1'], Buffer.alloc(0));
};

/** Blue for four seconds, then red for a moment, with a tone. */
export const introFilm = (): Promise<Buffer> => {
  const part = (colour: string, seconds: number): string => `color=c=${colour}:s=160x90:r=25:d=${seconds}`;
  const filter = `${part('0x2040c0', 4)}[blue];${part('0xc02040', 0.4)}[red];[blue][red]concat`;
  return ffmpeg([...tone(4.4), '-filter_complex', filter, ...codecs], Buffer.alloc(0));
};
