import type { StageName } from '../../../shared/domain.js';
import { assertNever } from '../../../shared/errors.js';
import type { Publication } from '../../../shared/publication.js';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { formatNumber } from '../../ui/format.js';
import { liveWords } from './live-words.js';

/** What a stage does while nothing is wrong with it, in one line; null when there is nothing to tell yet. */
export function stageSummary(name: StageName, broadcast: ActiveBroadcast): string | null {
  if (broadcast.stages[name].status !== 'ok') return null;
  const { source, renditions, figures, discontinuities } = broadcast;
  switch (name) {
    case 'ingest': {
      const video = source?.video ?? null;
      return video === null ? null : liveWords.does.ingest(video.width, video.height, formatNumber(video.fps));
    }
    case 'transcode': {
      const rungs = renditions.filter(({ kind, status }) => kind === 'video' && status === 'active');
      const copied = rungs.filter((rung) => rung.copied).length;
      return liveWords.does.transcode(rungs.length, copied);
    }
    case 'package':
      return liveWords.does.package(figures.segments, discontinuities);
    case 'publish': {
      const { publication } = broadcast;
      return publication === null ? liveWords.does.plays : publishSummary(publication);
    }
    default:
      return assertNever(name);
  }
}

function publishSummary({ destinationName, lagSeconds }: Publication): string {
  return lagSeconds === null
    ? liveWords.does.to(destinationName)
    : liveWords.does.behind(formatNumber(lagSeconds), destinationName);
}
