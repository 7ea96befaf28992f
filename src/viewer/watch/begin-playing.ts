/**
 * `sound`: as wanted. `muted`: the browser wants a gesture before it lets sound out. `refused`: it wants one before anything
 * moves. `interrupted`: something else was loaded or the viewer paused.
 */
export type PlayOutcome = 'sound' | 'muted' | 'refused' | 'interrupted';

const isRefusal = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotAllowedError';

/**
 * Starts playing: with sound where the browser allows it, else muted. A video that is muted already stays so, and nothing is
 * learnt from it (`interrupted`). Never throws.
 */
export async function beginPlaying(video: HTMLVideoElement): Promise<PlayOutcome> {
  try {
    await video.play();
    return video.muted ? 'interrupted' : 'sound';
  } catch (error) {
    if (!isRefusal(error)) return 'interrupted';
  }
  video.muted = true;
  try {
    await video.play();
    return 'muted';
  } catch (error) {
    video.muted = false;
    return isRefusal(error) ? 'refused' : 'interrupted';
  }
}
