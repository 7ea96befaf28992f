import { useState } from 'react';
import type { Recording } from '../../../shared/studio-state.js';
import { useEngineState } from '../../stores/studio-context.js';
import { formatDuration } from '../../ui/format.js';
import { RiverLines } from '../../ui/river-lines.js';

/** The poster, or the river while there is none. */
export function Poster({ recording: { posterUrl, durationSeconds } }: { readonly recording: Recording }) {
  const origin = useEngineState((state) => state.origin.urls[0] ?? null);
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const url = posterUrl === null || origin === null ? null : new URL(posterUrl, `${origin}/`).href;
  return (
    <div className="relative aspect-video w-36 shrink-0 overflow-hidden rounded-control bg-sunken">
      {url === null || url === failedUrl ? (
        <RiverLines className="size-full text-accent opacity-60" />
      ) : (
        <img src={url} alt="" loading="lazy" onError={() => setFailedUrl(url)} className="size-full object-cover" />
      )}
      <span
        aria-hidden
        className="absolute right-1.5 bottom-1.5 rounded bg-black/75 px-1.5 text-2xs font-medium text-white tabular-nums"
      >
        {formatDuration(durationSeconds)}
      </span>
    </div>
  );
}
