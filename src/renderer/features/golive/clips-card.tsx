import { ExternalLink } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { bestLink } from '../../stores/best-link.js';
import type { Clip } from '../../../shared/clips.js';
import { Card } from '../../ui/card.js';
import { CopyButton } from '../../ui/copy-button.js';
import { formatDate, formatDuration } from '../../ui/format.js';
import { clipWords as words } from './clip-words.js';

/** The clips of a broadcast, the newest first, each with its link. Nothing while there are none. */
export function ClipsCard({ broadcastId }: { readonly broadcastId: string }) {
  const all = useEngineState((state) => state.clips);
  const clips = all.filter((clip) => clip.broadcastId === broadcastId);
  if (clips.length === 0) return null;
  return (
    <Card title={words.list}>
      <ul className="grid grid-cols-1 gap-3 px-4 pt-1.5 pb-4">
        {clips.map((clip) => (
          <ClipLine key={clip.id} clip={clip} />
        ))}
      </ul>
    </Card>
  );
}

function ClipLine({ clip }: { readonly clip: Clip }) {
  const link = bestLink(clip.links, 'watch');
  return (
    <li className="grid grid-cols-1 gap-1.5 text-sm">
      <p className="min-w-0">
        <span className="block truncate font-medium">{clip.title}</span>
        <span className="block truncate text-xs text-muted tabular-nums">
          {formatDuration(clip.durationSeconds)} · {formatDate(clip.createdAtMs)}
          {clip.status === 'publishing' && ` · ${words.publishing}`}
        </span>
      </p>
      {link !== null && (
        <div className="flex gap-2">
          <CopyButton text={link.url} what={words.link(clip.title)} />
          <a
            href={link.url}
            target="_blank"
            rel="noreferrer"
            aria-label={`${words.watch}: ${clip.title}`}
            className="inline-flex size-9 items-center justify-center rounded-control border border-line bg-raised hover:border-line-strong"
          >
            <ExternalLink aria-hidden className="size-4" />
          </a>
        </div>
      )}
    </li>
  );
}
