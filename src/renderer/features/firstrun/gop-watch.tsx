import { CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { keyframeSecondsFor, segmentSlackSeconds } from '../../../shared/keyframes.js';
import { latencyProfiles } from '../../../shared/latency-profiles.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Card } from '../../ui/card.js';
import { formatNumber } from '../../ui/format.js';
import { firstRunWords } from './firstrun-words.js';

const words = firstRunWords.watch;

/** What the encoder sends, and whether its keyframes come often enough. */
export function GopWatch() {
  const source = useEngineState(({ broadcast }) =>
    broadcast?.programme.kind === 'encoder' ? (broadcast.source?.video ?? null) : null,
  );
  const measured = useEngineState(({ broadcast }) =>
    broadcast?.programme.kind === 'encoder' ? broadcast.figures.gopSeconds : null,
  );
  const segmentSeconds = useEngineState(
    ({ broadcast, settings }) =>
      broadcast?.figures.segmentSeconds ?? latencyProfiles[settings.stream.latency].segmentSeconds,
  );
  const gop = measured ?? source?.gopSeconds ?? null;
  const isLong = gop !== null && gop > segmentSeconds + segmentSlackSeconds(segmentSeconds);
  const Icon = source === null || gop === null ? LoaderCircle : isLong ? TriangleAlert : CircleCheck;
  const colour = source === null || gop === null ? 'text-muted animate-spin' : isLong ? 'text-warn-text' : 'text-ok';
  return (
    <Card title={words.title}>
      <div role="status" className="flex items-start gap-2.5 px-4 pt-1 pb-4 text-sm">
        <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
        <div className="grid min-w-0 gap-1">
          <p className={source === null ? 'text-muted' : 'font-medium'}>
            {source === null ? words.waiting : words.picture(source.width, source.height, formatNumber(source.fps))}
          </p>
          {source !== null && (
            <p className={isLong ? 'text-warn-text' : 'text-muted'}>
              {gop === null ? words.measuring : isLong ? words.long(formatNumber(gop)) : words.good(formatNumber(gop))}
            </p>
          )}
          {isLong && <p>{words.longMend(keyframeSecondsFor(segmentSeconds))}</p>}
        </div>
      </div>
    </Card>
  );
}
