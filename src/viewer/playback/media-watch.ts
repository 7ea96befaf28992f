import type { MediaStatus } from '../watch/watch-state.js';

/** Tells from the video element's events how the picture is doing. Stops with the signal. */
export function watchMedia(video: HTMLVideoElement, signal: AbortSignal, onMedia: (media: MediaStatus) => void): void {
  const on = (type: keyof HTMLMediaElementEventMap, act: () => void): void => {
    video.addEventListener(type, act, { signal });
  };
  const ready = (): void => {
    if (!video.ended && video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) onMedia('ready');
  };
  on('canplay', ready);
  on('playing', ready);
  on('seeked', ready);
  on('waiting', () => {
    if (!video.ended) onMedia('starved');
  });
  on('ended', () => {
    onMedia('finished');
  });
}
