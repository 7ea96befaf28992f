import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useView } from '../../stores/studio-context.js';
import { formatBitrate, formatNumber } from '../../ui/format.js';
import { viewerDelay } from '../latency/viewer-delay.js';
import { FigureTile } from '../live/figure-tile.js';
import { panelWords as words } from './panel-words.js';
import { lostPictures } from './programme-losses.js';
import { useShowView } from './show-context.js';

/** Beyond this the ladder is late for good. */
const lateSeconds = 4;

/** The figures that matter while live, with the last two minutes of each. */
export function TrendCard({ broadcast: { figures, publication } }: { readonly broadcast: ActiveBroadcast }) {
  const samples = useView((view) => view.samples);
  const { trend } = useShowView();
  const lost = trend.map(({ losses }) => lostPictures(losses));
  const { lagSeconds } = figures;
  const delay = viewerDelay({
    ...figures,
    isInBucket: publication !== null,
    uploadSeconds: publication?.lagSeconds ?? null,
  });
  return (
    <section aria-label={words.figures}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line">
        <FigureTile
          label={words.bitrate}
          value={formatBitrate(figures.inputBitrate)}
          trend={samples.map((sample) => sample.inputBitrate)}
        />
        <FigureTile
          label={words.fps}
          value={`${formatNumber(figures.inputFps)} fps`}
          trend={samples.map((sample) => sample.inputFps)}
        />
        <FigureTile
          label={words.lost}
          value={formatNumber(
            lost.reduce((sum, each) => sum + each, 0),
            0,
          )}
          trend={lost}
        />
        <FigureTile
          label={words.lag}
          value={lagSeconds === null ? '–' : `${formatNumber(lagSeconds, 2)} s`}
          trend={samples.map((sample) => sample.lagSeconds)}
          hint={lagSeconds !== null && lagSeconds > lateSeconds ? words.stages.transcode : undefined}
        />
        <div className="col-span-2 flex flex-wrap items-baseline justify-between gap-x-4 bg-surface px-4 py-2.5">
          <dt className="text-xs text-muted">{words.delay}</dt>
          <dd className="text-sm font-medium tabular-nums">{words.delayAbout(delay)}</dd>
        </div>
      </dl>
    </section>
  );
}
