import { useId } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { FieldNote, fieldLook } from '../../ui/text-field.js';
import { relayPageWords } from './relay-page-words.js';

/** Rungs that ladders usually have. */
const usualRungs = ['1080p', '720p', '540p', '360p'];

interface FeedFieldProps {
  readonly value: string;
  readonly onChange: (feed: string) => void;
}

/** What the service gets: the source where it takes it, always the source, or a rung of the ladder. */
export function FeedField({ value, onChange }: FeedFieldProps) {
  const broadcast = useEngineState((state) => state.broadcast);
  const estimate = useEngineState((state) => state.estimate);
  const id = useId();
  const known = broadcast?.renditions.filter(({ kind }) => kind === 'video').map(({ name }) => name);
  const rungs = rungNames(known ?? estimate?.ladder ?? [], value);
  return (
    <div className="grid min-w-0 content-start gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {relayPageWords.feed.label}
      </label>
      <select
        id={id}
        name="feed"
        value={value}
        aria-describedby={`${id}-note`}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={fieldLook}
      >
        <option value="auto">{relayPageWords.feed.automatic}</option>
        <option value="source">{relayPageWords.feed.source}</option>
        {rungs.map((name) => (
          <option key={name} value={name}>
            {relayPageWords.feed.rendition(name)}
          </option>
        ))}
      </select>
      <FieldNote id={`${id}-note`} hint={relayPageWords.feed.hint} />
    </div>
  );
}

/** Rungs to choose from, the largest first: those that are there, the usual ones, and the one that is chosen. */
function rungNames(known: readonly string[], chosen: string): readonly string[] {
  const all = new Set([...known.filter((name) => name !== 'audio'), ...usualRungs]);
  if (chosen !== 'auto' && chosen !== 'source') all.add(chosen);
  return [...all].toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10));
}
