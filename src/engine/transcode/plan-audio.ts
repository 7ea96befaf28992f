import type { SourceInfo } from '../../shared/domain.js';
import type { AudioPlan } from './plan.js';

const stereoBitrate = 128_000;
const monoBitrate = 96_000;

/**
 * The one sound rendition: AAC at 48 kHz. Passed on untouched when it is that already (`aac` means AAC-LC; other AAC
 * profiles have names of their own), else encoded: mono stays mono, more than two channels are mixed down to two.
 */
export function planAudio(audio: SourceInfo['audio'], copyAllowed: boolean): AudioPlan | null {
  if (audio === null) return null;
  const channels = audio.channels === 1 ? 1 : 2;
  const fits = audio.codec.toLowerCase() === 'aac' && audio.sampleRate === 48000 && audio.channels === channels;
  const copied = copyAllowed && fits;
  const encoded = channels === 1 ? monoBitrate : stereoBitrate;
  return {
    name: 'audio',
    sampleRate: 48000,
    channels,
    averageBitrate: copied ? (audio.bitrate ?? encoded) : encoded,
    copied,
  };
}
