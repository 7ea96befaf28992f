import { Scissors } from 'lucide-react';
import { bestLink } from '../../stores/best-link.js';
import { useEngineState } from '../../stores/studio-context.js';
import { formatDuration } from '../../ui/format.js';
import { clipWords as words } from './clip-words.js';

/** The clips of a recording, in a line of the library. Nothing while there are none. */
export function ClipChips({ broadcastId }: { readonly broadcastId: string }) {
  const all = useEngineState((state) => state.clips);
  const clips = all.filter((clip) => clip.broadcastId === broadcastId);
  if (clips.length === 0) return null;
  return (
    <ul aria-label={words.list} className="mt-1.5 flex flex-wrap gap-1.5 text-xs tabular-nums">
      {clips.map((clip) => {
        const link = bestLink(clip.links, 'watch');
        return link === null ? null : (
          <li key={clip.id}>
            <a
              href={link.url}
              target="_blank"
              rel="noreferrer"
              title={clip.title}
              className="inline-flex items-center gap-1.5 rounded-full border border-line px-2 py-px hover:border-line-strong"
            >
              <Scissors aria-hidden className="size-3" />
              <span className="sr-only">{clip.title}, </span>
              {formatDuration(clip.durationSeconds)}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
