import { keyframeSecondsFor } from '../../../shared/keyframes.js';
import { latencyProfiles } from '../../../shared/latency-profiles.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Phrase } from '../../ui/phrase.js';
import { ingestWords } from './ingest-words.js';

/** OBS, step by step. Other encoders name the same things alike. */
export function EncoderSteps() {
  const { latency } = useEngineState(({ settings }) => settings.stream);
  const seconds = keyframeSecondsFor(latencyProfiles[latency].segmentSeconds);
  return (
    <ol className="grid gap-2.5">
      {ingestWords.steps(seconds).map(({ text, places }, index) => (
        <li key={index} className="flex gap-3 text-sm text-muted">
          <span
            aria-hidden
            className="grid size-5.5 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
          >
            {index + 1}
          </span>
          <span>
            <Phrase text={text} parts={named(places)} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The encoder's own names stand out. */
function named(places: Readonly<Record<string, string>>) {
  return Object.fromEntries(
    Object.entries(places).map(([place, name]) => [
      place,
      <strong key={place} className="font-medium text-text">
        {name}
      </strong>,
    ]),
  );
}
