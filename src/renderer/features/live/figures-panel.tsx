import { keyframeSecondsFor, segmentSlackSeconds } from '../../../shared/keyframes.js';
import type { Figures } from '../../../shared/studio-state.js';
import { useEngineState, useView } from '../../stores/studio-context.js';
import { formatBitrate, formatBytes, formatNumber, formatSpan } from '../../ui/format.js';
import { FigureTile } from './figure-tile.js';
import { liveWords } from './live-words.js';

/** Below this the ladder falls behind its source. */
const slowSpeed = 0.97;

/** The live figures, refreshed by the engine every second. */
export function FiguresPanel({ figures }: { readonly figures: Figures }) {
  const samples = useView((view) => view.samples);
  const disk = useEngineState((state) => state.disk);
  const { segmentSeconds, gopSeconds } = figures;
  const isLongGop = gopSeconds !== null && gopSeconds > segmentSeconds + segmentSlackSeconds(segmentSeconds);
  // A moment of it is the start, or a keyframe; five seconds are a machine that is too small.
  const isSlow = samples.length >= 5 && samples.slice(-5).every(({ speed }) => speed !== null && speed < slowSpeed);
  const isLate = figures.lagSeconds !== null && figures.lagSeconds > 4;
  const suffix = (value: number | null, unit: string) => (value === null ? '–' : `${formatNumber(value, 2)} ${unit}`);
  return (
    <section aria-label={liveWords.figures.title} className="@container">
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-line bg-line @lg:grid-cols-4">
        <FigureTile
          label={liveWords.figures.bitrate}
          value={formatBitrate(figures.inputBitrate)}
          trend={samples.map((s) => s.inputBitrate)}
        />
        <FigureTile
          label={liveWords.figures.fps}
          value={formatNumber(figures.inputFps)}
          trend={samples.map((s) => s.inputFps)}
        />
        <FigureTile
          label={liveWords.figures.keyframe}
          value={suffix(figures.gopSeconds, 's')}
          hint={isLongGop ? liveWords.figures.setKeyframe(keyframeSecondsFor(segmentSeconds)) : undefined}
        />
        <FigureTile
          label={liveWords.figures.dropped}
          value={formatNumber(figures.droppedFrames)}
          hint={figures.droppedFrames > 0 ? liveWords.figures.sinceStart : undefined}
        />
        <FigureTile
          label={liveWords.figures.speed}
          value={figures.speed === null ? '–' : `${formatNumber(figures.speed, 2)} ×`}
          trend={samples.map((s) => s.speed)}
          hint={isSlow ? liveWords.figures.tooSlow : undefined}
        />
        <FigureTile
          label={liveWords.figures.behind}
          value={suffix(figures.lagSeconds, 's')}
          trend={samples.map((s) => s.lagSeconds)}
          hint={isLate ? liveWords.figures.late : undefined}
        />
        <FigureTile
          label={liveWords.figures.processor}
          value={figures.cpuCores === null ? '–' : liveWords.figures.cores(formatNumber(figures.cpuCores, 1))}
          trend={samples.map((s) => s.cpuCores)}
        />
        <FigureTile
          label={liveWords.figures.recorded}
          value={formatBytes(figures.archiveBytes)}
          trend={samples.map((s) => s.archiveBytes)}
          hint={disk?.isLow === true ? diskHint(disk.secondsLeft) : undefined}
        />
      </dl>
    </section>
  );
}

const diskHint = (secondsLeft: number | null) =>
  secondsLeft === null ? liveWords.figures.littleDisk : liveWords.figures.diskFull(formatSpan(secondsLeft));
