import type Hls from 'hls.js';
import { useEffect, type RefObject } from 'react';

/** Pause after a failure before the preview tries again, in ms. */
const retryMs = 2000;

/**
 * Plays a master playlist in a muted video for as long as the component lives; what fails is tried again, for a preview
 * comes back by itself. The smallest rendition that fills the box is taken: the computer has better things to do.
 */
export function useHlsPreview(video: RefObject<HTMLVideoElement | null>, masterUrl: string | null): void {
  useEffect(() => {
    const element = video.current;
    if (element === null || masterUrl === null) return;
    let hls: Hls | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isOver = false;

    const play = async () => {
      // Only here is it needed: the start screen opens without it.
      const { default: HlsPlayer } = await import('hls.js');
      if (isOver || !HlsPlayer.isSupported()) return;
      const player = new HlsPlayer({
        // CMAF needs no remuxing, so a worker would only cost a blob: and a thread.
        enableWorker: false,
        capLevelToPlayerSize: true,
        startLevel: 0,
        backBufferLength: 10,
        maxBufferLength: 8,
        liveSyncDurationCount: 2,
        maxLiveSyncPlaybackRate: 1.1,
      });
      hls = player;
      player.on(HlsPlayer.Events.ERROR, (_event, { fatal }) => {
        if (!fatal || isOver) return;
        player.destroy();
        timer = setTimeout(() => void play(), retryMs);
      });
      player.loadSource(masterUrl);
      player.attachMedia(element);
    };
    void play();
    return () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
      hls?.destroy();
    };
  }, [video, masterUrl]);
}
