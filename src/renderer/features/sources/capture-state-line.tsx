import { LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SceneSource } from '../../../shared/scenes/scene-source.js';
import { desktopHost } from '../../app/desktop-host.js';
import { wordsFor } from '../../app/words.js';
import { useMediaIfAny, useMediaPart } from '../compose/use-media-part.js';
import { isCaptured } from './source-kinds.js';
import { sourceWords } from './source-words.js';
import { wayToSettings } from './way-to-settings.js';

interface CaptureStateLineProps {
  readonly source: SceneSource;
  /** Where there is room: what to do about it as well, not only as a hint. */
  readonly hasRoom?: boolean;
}

/** Below a source's name: what keeps it from showing, and the button that helps. Nothing while it is well. */
export function CaptureStateLine({ source, hasRoom = false }: CaptureStateLineProps) {
  const media = useMediaIfAny();
  const state = useMediaPart(({ captures }) => captures.get(source.id), undefined);
  const { kind } = source;
  const capture = () => void media?.capture(source.id);
  if (kind.type === 'web' && desktopHost === null) return <Line>{sourceWords.inDesktopApp}</Line>;
  if (kind.type === 'web' && kind.url === '') return <Line isWarning>{sourceWords.noAddress}</Line>;
  if ((kind.type === 'image' || kind.type === 'media') && kind.assetId === null) {
    return <Line isWarning>{sourceWords.noFile}</Line>;
  }
  if (media === null || state?.status === 'live') return null;
  if (state === undefined || state.status === 'idle') {
    if (!isCaptured(kind)) return null;
    return <Line actions={[[kind.type === 'display' ? sourceWords.start : sourceWords.open, capture]]} />;
  }
  switch (state.status) {
    case 'asking':
      return (
        <Line>
          <LoaderCircle aria-hidden className="mr-1 inline-block size-3 animate-spin" />
          {kind.type === 'web' ? sourceWords.loading : sourceWords.asking}
        </Line>
      );
    case 'frozen':
      return <Line isWarning>{sourceWords.frozen}</Line>;
    case 'gone': {
      const words = wordsFor(state.reason.code, state.reason.details);
      const again = kind.type === 'display' ? sourceWords.again : sourceWords.retry;
      return (
        <Line
          isWarning
          hasRoom={hasRoom}
          title={words.action}
          {...(state.needsGesture && { actions: [[again, capture]] })}
        >
          {words.title}
        </Line>
      );
    }
    case 'denied': {
      const words = wordsFor(state.reason.code, state.reason.details);
      const open = wayToSettings(state.reason);
      const actions: Actions = [
        ...(open === null ? [] : [[sourceWords.openSettings, open] as const]),
        [sourceWords.retry, capture],
      ];
      return (
        <Line isWarning hasRoom={hasRoom} title={words.action} actions={actions}>
          {words.title}
        </Line>
      );
    }
  }
}

type Actions = readonly (readonly [name: string, act: () => void])[];

interface LineProps {
  readonly isWarning?: boolean;
  readonly hasRoom?: boolean;
  readonly title?: string;
  readonly actions?: Actions;
  readonly children?: ReactNode;
}

function Line({ isWarning = false, hasRoom = false, title, actions = [], children }: LineProps) {
  const line = (
    <span className={isWarning ? lineLook.warning : lineLook.quiet} title={hasRoom ? undefined : title}>
      {/* where there is no room beside it, the button comes below */}
      <span className="inline-flex max-w-full min-w-0 items-center gap-1">
        {isWarning && <TriangleAlert aria-hidden className="size-3 shrink-0" />}
        <span className={hasRoom ? 'min-w-0 wrap-anywhere' : 'min-w-0 truncate'}>{children}</span>
      </span>
      {title !== undefined && !hasRoom && <span className="sr-only">{title}</span>}
      <span className="flex flex-wrap gap-x-3 empty:hidden">
        {actions.map(([name, act]) => (
          <button
            key={name}
            type="button"
            onClick={(event) => {
              event.stopPropagation();
              act();
            }}
            className="shrink-0 rounded font-medium text-accent-text hover:underline"
          >
            {name}
          </button>
        ))}
      </span>
    </span>
  );
  if (!hasRoom || title === undefined) return line;
  return (
    <>
      {line}
      <span className="text-2xs text-muted">{title}</span>
    </>
  );
}

const lineLook = {
  quiet: 'flex min-w-0 flex-wrap items-center gap-x-1 text-2xs text-muted',
  warning: 'flex min-w-0 flex-wrap items-center gap-x-1 text-2xs text-warn-text',
};
