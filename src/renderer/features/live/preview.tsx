import { EyeOff, LoaderCircle, MonitorPlay } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { liveWords } from './live-words.js';
import { masterUrlOf } from './master-url.js';
import { useHlsPreview } from './use-hls-preview.js';

/** What viewers see, muted, a few seconds late. Costs some processor time, so it can be put away. */
export function Preview({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const [isShown, setIsShown] = useState(true);
  if (!isShown) {
    return (
      <div className="flex items-center justify-between gap-3 rounded-card border border-dashed border-line-strong px-4 py-3">
        <p className="text-sm text-muted">{liveWords.preview.away}</p>
        <Button size="small" icon={MonitorPlay} onClick={() => setIsShown(true)}>
          {liveWords.preview.show}
        </Button>
      </div>
    );
  }
  return <Player broadcast={broadcast} onHide={() => setIsShown(false)} />;
}

function Player({ broadcast, onHide }: { readonly broadcast: ActiveBroadcast; readonly onHide: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const isPublished = broadcast.stages.publish.status === 'ok' || broadcast.stages.publish.status === 'degraded';
  useHlsPreview(video, isPublished ? masterUrlOf(broadcast.links) : null);
  return (
    <figure className="group relative aspect-video max-h-[min(48vh,40rem)] w-full overflow-hidden rounded-card border border-line bg-black">
      <video
        ref={video}
        muted
        autoPlay
        playsInline
        aria-label={liveWords.preview.label}
        onPlaying={() => setIsPlaying(true)}
        onEmptied={() => setIsPlaying(false)}
        className="size-full object-contain"
      />
      {!isPlaying && (
        <div className="absolute inset-0 grid place-content-center justify-items-center gap-3 text-center text-white">
          <LoaderCircle aria-hidden className="size-7 animate-spin opacity-70" />
          <p className="text-sm">{isPublished ? liveWords.preview.opening : liveWords.preview.begins}</p>
        </div>
      )}
      <figcaption className="absolute bottom-3 left-3 rounded-md bg-black/65 px-2 py-1 text-2xs font-medium text-white">
        {broadcast.status === 'reconnecting' ? liveWords.preview.paused : liveWords.preview.seen}
      </figcaption>
      <IconButton
        icon={EyeOff}
        label={liveWords.preview.hide}
        className="absolute top-2 right-2 bg-black/65 text-white"
        onClick={onHide}
      />
    </figure>
  );
}
