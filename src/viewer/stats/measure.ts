import { bufferedEnd } from '../playback/buffered-end.js';
import type { WatchSession } from '../watch/watch-session.js';
import type { Measured } from './figures.js';

/** How playing goes at this moment. */
export function measure(video: HTMLVideoElement, session: WatchSession | null): Measured {
  const playback = session?.playback ?? null;
  const current = playback?.currentQuality() ?? null;
  const programMs = playback?.isLive() === true ? playback.programTimeMs() : null;
  const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
  return {
    broadcastId: session?.state.broadcast?.id ?? null,
    seconds: playback?.broadcastSeconds() ?? null,
    latencySeconds: session === null || programMs === null ? null : (session.clock.now(Date.now()) - programMs) / 1000,
    bufferSeconds: bufferedEnd(video) - video.currentTime,
    quality: playback?.qualities().find(({ id }) => id === current) ?? null,
    isAutomatic: (playback?.chosenQuality() ?? null) === null,
    picture: { width: video.videoWidth, height: video.videoHeight },
    box: { width: video.clientWidth, height: video.clientHeight },
    frames: { total: totalVideoFrames, dropped: droppedVideoFrames },
    speed: video.playbackRate,
    stalls: session?.stalls.total(performance.now()) ?? { count: 0, seconds: 0 },
    playback: playback?.figures() ?? null,
  };
}
