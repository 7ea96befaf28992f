import Hls from 'hls.js';
import { HlsPlayback } from './hls-playback.js';
import { NativePlayback } from './native-playback.js';
import type { Playback, PlaybackOptions } from './playback.js';

/**
 * Plays with hls.js wherever there is MSE (or ManagedMediaSource), else with the browser's own HLS (iOS before 17.1); where
 * there is neither, the listener hears `unsupported` and the answer is null.
 */
export function openPlayback(options: PlaybackOptions): Playback | null {
  if (Hls.isSupported()) return new HlsPlayback(options);
  if (options.video.canPlayType('application/vnd.apple.mpegurl') !== '') return new NativePlayback(options);
  options.listener.onTrouble({ problem: 'unsupported', final: true });
  return null;
}
