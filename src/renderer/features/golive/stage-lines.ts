import { feedLimits } from '../../../shared/feed.js';
import { stageNames, type Reason, type StageName, type StageState } from '../../../shared/domain.js';
import type { SceneCollection } from '../../../shared/scenes/scene-collection.js';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import type { CaptureState, StudioMediaState } from '../../media/studio-media.js';
import { stageSummary } from '../live/stage-summary.js';
import { capturesInUse, missedCapture } from './captures-in-use.js';
import { panelWords as words } from './panel-words.js';
import type { ProgrammeLosses } from './programme-losses.js';
import type { ProgrammeSecond } from './show-view.js';

/** One station on the way from the camera to the viewer. */
export interface StageLine {
  readonly name: 'capture' | 'compose' | 'feed' | StageName;
  readonly status: StageState['status'];
  /** What it does, in a line; null: nothing to tell. */
  readonly summary: string | null;
  /** Why it is in trouble, and the way out; null: it is not. */
  readonly reason: Reason | null;
  /** What the trouble is about, where there are many. */
  readonly about: string | null;
  /** The way out, where no reason tells it. */
  readonly mend?: string;
}

interface StageFacts {
  readonly collection: SceneCollection | null;
  /** The scene that viewers see. */
  readonly sceneId: string;
  readonly media: Pick<StudioMediaState, 'captures' | 'figures' | 'feed'>;
  /** The newest last. */
  readonly trend: readonly ProgrammeSecond[];
  readonly broadcast: ActiveBroadcast | null;
}

/** So many of the newest seconds tell whether it is going well: what was lost before is in the counts. */
const recentSeconds = 10;
/** Beyond twice this pictures are left out. */
const muchWaits = feedLimits.untakenBytes / 2;

/** Every station, in the order of the way. */
export function stageLines(facts: StageFacts): StageLine[] {
  return [capture(facts), compose(facts), feed(facts), ...stageNames.map((name) => engineStage(name, facts))];
}

function capture({ collection, sceneId, media: { captures } }: StageFacts): StageLine {
  const used = collection === null ? [] : capturesInUse(collection, sceneId);
  const count = (status: CaptureState['status']): number =>
    used.filter(({ id }) => captures.get(id)?.status === status).length;
  const line = {
    name: 'capture' as const,
    summary: words.captures(count('live'), used.length),
    reason: null,
    about: null,
  };
  const missed = collection === null ? null : missedCapture(collection, sceneId, captures);
  if (missed === null) return { ...line, status: count('asking') > 0 ? 'starting' : used.length === 0 ? 'idle' : 'ok' };
  const { source, state } = missed;
  switch (state.status) {
    case 'gone':
    case 'denied':
      return { ...line, status: 'degraded', reason: state.reason, about: source.name };
    case 'idle': {
      const { summary, mend } = words.notBegun(source);
      return { ...line, status: 'degraded', summary, mend };
    }
    case 'frozen':
      return { ...line, status: 'degraded', summary: words.frozen(source.name) };
  }
}

/** Of the newest seconds, and how many those are. */
function lately(trend: readonly ProgrammeSecond[]) {
  const recent = trend.slice(-recentSeconds);
  const count = (what: keyof ProgrammeLosses): number => recent.reduce((sum, { losses }) => sum + losses[what], 0);
  return { count, seconds: recent.length };
}

function compose({ collection, media: { figures }, trend }: StageFacts): StageLine {
  const line = { name: 'compose' as const, reason: null, about: null };
  if (figures === null) return { ...line, status: 'starting', summary: null };
  const { count, seconds } = lately(trend);
  const [failed, missing] = [count('failed'), count('missing')];
  const late = count('repeated') + count('skipped');
  const lost = late + failed + missing;
  const budgetMs = 1000 / (collection?.canvas.fps ?? 30);
  const isLate = figures.composeP95Ms > budgetMs;
  const summary = words.compose({ p95Ms: figures.composeP95Ms, budgetMs, encoder: figures.encoder });
  if (!isLate && lost === 0) return { ...line, status: 'ok', summary };
  const mend =
    failed > 0 ? words.failedMend : missing > 0 && late === 0 && !isLate ? words.missingMend : words.lossesMend;
  return {
    ...line,
    status: 'degraded',
    summary: isLate ? words.composeLate(summary) : words.lostLately(lost, seconds),
    mend,
  };
}

function feed({ media: { feed: now, figures }, trend }: StageFacts): StageLine {
  const line = { name: 'feed' as const, reason: now.reason, about: null };
  switch (now.status) {
    case 'off':
      return { ...line, status: 'idle', summary: null };
    case 'connecting':
      return { ...line, status: 'starting', summary: null };
    case 'sending': {
      const waiting = figures?.untakenBytes ?? 0;
      const { count, seconds } = lately(trend);
      const dropped = count('dropped');
      if (dropped === 0 && waiting < muchWaits) return { ...line, status: 'ok', summary: words.feed(waiting) };
      const summary = dropped > 0 ? words.droppedLately(dropped, seconds) : words.feed(waiting);
      return { ...line, status: 'degraded', summary, mend: words.droppedMend };
    }
    case 'reconnecting':
      return { ...line, status: 'degraded', summary: words.feedReconnecting };
    case 'refused':
    case 'replaced':
      return { ...line, status: 'failed', summary: now.status === 'replaced' ? words.feedReplaced : null };
  }
}

function engineStage(name: StageName, { broadcast }: StageFacts): StageLine {
  if (broadcast === null) return { name, status: 'idle', summary: null, reason: null, about: null };
  const { status, reason } = broadcast.stages[name];
  return { name, status, summary: stageSummary(name, broadcast), reason, about: null };
}
