import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { hrefOf } from '../../app/use-route.js';
import { wordsFor } from '../../app/words.js';
import type { MediaReasonCode } from '../../media/media-reasons.js';
import { bestLink } from '../../stores/best-link.js';
import { setMaster } from '../../scenes/edits/edit-source.js';
import { useSceneStudio, useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useIsConnected } from '../../stores/studio-context.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { formatBytes, formatDuration } from '../../ui/format.js';
import { IconButton } from '../../ui/icon-button.js';
import { mixerWords } from '../mixer/mixer-words.js';
import { missedCapture, type MissedCapture } from './captures-in-use.js';
import { sourceWords } from '../sources/source-words.js';
import { goLiveWords as words } from './golive-words.js';
import type { LivePhase } from './live-phase.js';
import { RehearsalVerdict } from './rehearsal-verdict.js';
import { useLivePhase, useShowDesk } from './show-context.js';

const linkLook = 'rounded-sm text-sm font-medium text-accent-text hover:underline';

/** Before, the mixer says it. */
const onAir = new Set<LivePhase['kind']>(['connecting', 'starting', 'live', 'interrupted']);

/** A line below the bar, where the phase needs more than a word, and where viewers would hear nothing. */
export function BarNotices({ phase }: { readonly phase: LivePhase }) {
  const sound = useMedia((state) => state.sound);
  const cannotBegin = useMedia((state) => state.cannotBegin);
  const scenes = useSceneStudio();
  const isMuted = useScenes((view) => collectionOf(view)?.master.isMuted === true);
  const media = useStudioMedia();
  return (
    <>
      <PhaseNotice phase={phase} />
      {cannotBegin && <ReloadNotice code="programme.cannot-begin" />}
      {sound === 'failed' && <ReloadNotice code="programme.sound-failed" />}
      {sound === 'blocked' && onAir.has(phase.kind) && (
        <Line tone="warn">
          <p className="min-w-0 flex-1">{words.notice.soundBlocked}</p>
          <button type="button" className={linkLook} onClick={() => void media.unblockSound()}>
            {words.notice.unblock}
          </button>
        </Line>
      )}
      <CaptureNotice />
      {isMuted && onAir.has(phase.kind) && (
        <Line tone="warn">
          <p className="min-w-0 flex-1">{mixerWords.programmeMuted}</p>
          <button
            type="button"
            className={linkLook}
            onClick={() => scenes.edit(mixerWords.edit.unmute, (now) => setMaster(now, { isMuted: false }))}
          >
            {mixerWords.unmute}
          </button>
        </Line>
      )}
    </>
  );
}

/** What lasts until the page is loaded anew; a show that is on goes on then. */
function ReloadNotice({ code }: { readonly code: MediaReasonCode }) {
  const { title, action } = wordsFor(code);
  return (
    <Line tone="danger">
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">{title}.</strong> {action}
      </p>
      <button type="button" className={linkLook} onClick={() => window.location.reload()}>
        {words.notice.reload}
      </button>
    </Line>
  );
}

/** What viewers miss of the scene that is on: in the bar, and above the pages that have none. */
export function CaptureNotice() {
  const phase = useLivePhase();
  const media = useStudioMedia();
  const collection = useScenes(collectionOf);
  const sceneId = useScenes((view) => view.programmeSceneId);
  const captures = useMedia((state) => state.captures);
  const missed = collection === null ? null : missedCapture(collection, sceneId, captures);
  if (missed === null || !onAir.has(phase.kind)) return null;
  const { source, state, others } = missed;
  const begin = beginWords(missed);
  return (
    <Line tone="warn">
      <p className="min-w-0 flex-1">
        <MissedWords source={source} state={state} /> {others > 0 && words.notice.others(others)}
      </p>
      {begin !== null && (
        <button type="button" className={linkLook} onClick={() => void media.capture(source.id)}>
          {begin}
        </button>
      )}
    </Line>
  );
}

function MissedWords({ source, state }: Pick<MissedCapture, 'source' | 'state'>) {
  if (state.status === 'idle') return words.notice.notBegun(source);
  if (state.status === 'frozen') return words.notice.frozen(source.name);
  const { title, action } = wordsFor(state.reason.code, { ...state.reason.details, name: source.name });
  return (
    <>
      <strong className="font-semibold">{title}.</strong> {action}
    </>
  );
}

/** Null: it comes back by itself. */
function beginWords({ source, state }: MissedCapture): string | null {
  if (state.status === 'idle') return words.notice.begin(source);
  if (state.status === 'frozen' || (state.status === 'gone' && !state.needsGesture)) return null;
  return source.kind.type === 'display' ? sourceWords.again : sourceWords.retry;
}

function PhaseNotice({ phase }: { readonly phase: LivePhase }) {
  const desk = useShowDesk();
  const isConnected = useIsConnected();
  switch (phase.kind) {
    case 'interrupted':
      // with the engine gone the whole studio says so, above
      return isConnected && <Line tone="warn">{words.notice.interrupted}</Line>;
    case 'busy':
      return (
        <Line tone="warn">
          <p className="min-w-0 flex-1">{words.notice.busy}</p>
          <a href={hrefOf('encoder')} className={linkLook}>
            {words.toEncoder}
          </a>
        </Line>
      );
    case 'elsewhere':
      return <Line tone="warn">{words.notice.elsewhere}</Line>;
    case 'broken':
      return <Line tone="warn">{words.notice.broken}</Line>;
    case 'refused': {
      const said = phase.reason === null ? null : wordsFor(phase.reason.code, phase.reason.details);
      return (
        <Line tone="danger">
          <p className="min-w-0 flex-1">
            <strong className="font-semibold">{said?.title ?? words.notice.refusedTitle}.</strong> {said?.action}
          </p>
        </Line>
      );
    }
    case 'ended': {
      const { recording, purpose } = phase;
      const link = bestLink(recording.links, 'watch');
      return (
        <Line tone="ok">
          {purpose === 'rehearse' ? (
            <RehearsalVerdict />
          ) : (
            <p className="min-w-0 flex-1 truncate">
              <strong className="font-semibold">{words.endedTitle[purpose]}</strong> {recording.title} ·{' '}
              {formatDuration(recording.durationSeconds)} · {formatBytes(recording.sizeBytes)}
            </p>
          )}
          {link !== null && (
            <a href={link.url} target="_blank" rel="noreferrer" className={linkLook}>
              {words.watch}
            </a>
          )}
          {purpose !== 'rehearse' && (
            <a href={hrefOf('library')} className={linkLook}>
              {words.library}
            </a>
          )}
          <IconButton icon={X} label={words.dismiss} className="size-7" onClick={() => desk.dismissLast()} />
        </Line>
      );
    }
    default:
      return null;
  }
}

const tones = {
  warn: { icon: TriangleAlert, look: 'bg-warn-soft text-warn-text' },
  danger: { icon: CircleAlert, look: 'bg-live-soft text-danger-text' },
  ok: { icon: CircleCheck, look: 'bg-sunken text-text' },
};

function Line({ tone, children }: { readonly tone: keyof typeof tones; readonly children: ReactNode }) {
  const { icon: Icon, look } = tones[tone];
  return (
    <div role="status" className={clsx('flex min-h-10 items-center gap-3 px-4 py-1.5 text-sm', look)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {children}
    </div>
  );
}
