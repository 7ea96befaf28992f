import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { AppError } from '../../../shared/errors.js';
import { useEngineState, useStudio } from '../../stores/studio-context.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { useCommand } from '../../stores/use-command.js';
import { livePhase, type LivePhase } from './live-phase.js';
import { stageCanvasesOf } from '../stage/stage-canvases.js';
import { ShowDesk } from './show-desk.js';
import { ShowMemory } from './show-memory.js';
import type { ShowView } from './show-view.js';
import { useLeaveGuard } from './use-leave-guard.js';

const ShowContext = createContext<ShowDesk | null>(null);

/** An end that failed so is asked for again, or came about. */
const settledByItself: ReadonlySet<string> = new Set([
  'studio.engine-restarted',
  'studio.unreachable',
  'broadcast.not-found',
]);

/** The show of this page, above all that begins, ends or tells of it. Stands above the pages: a show outlives them. */
export function ShowProvider({ children }: { readonly children: ReactNode }) {
  const { store } = useStudio();
  const media = useStudioMedia();
  const { run } = useCommand('endBroadcast');
  const [desk] = useState(
    () =>
      new ShowDesk({
        media,
        store,
        compose: () => void stageCanvasesOf(media),
        endBroadcast: async (broadcastId) => void (await run({ broadcastId }, ({ code }) => settledByItself.has(code))),
        // outside of secure contexts there are no locks, whatever the types say
        memory: new ShowMemory({
          storage: window.sessionStorage,
          locks: 'locks' in navigator ? navigator.locks : null,
        }),
        nowMs: () => Date.now(),
        after: (ms, done) => {
          const timer = setTimeout(done, ms);
          return () => clearTimeout(timer);
        },
      }),
  );
  useEffect(() => {
    const leave = () => desk.leave();
    desk.start();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      desk.stop();
    };
  }, [desk]);
  useLeaveGuard();
  return <ShowContext value={desk}>{children}</ShowContext>;
}

/** What begins and ends the show. Throws outside of the provider. */
export function useShowDesk(): ShowDesk {
  const desk = useContext(ShowContext);
  if (desk === null) throw new AppError('internal', 'Expected a ShowProvider around this component');
  return desk;
}

export function useShowView(): ShowView {
  const desk = useShowDesk();
  return useSyncExternalStore(
    (listener) => desk.view.subscribe(listener),
    () => desk.view.get(),
  );
}

/** Where the show stands. */
export function useLivePhase(): LivePhase {
  const feed = useMedia((state) => state.feed);
  const studioFeed = useEngineState((state) => state.studioFeed);
  const broadcast = useEngineState((state) => state.broadcast);
  const recordings = useEngineState((state) => state.recordings);
  return livePhase({ feed, studioFeed, broadcast, recordings, view: useShowView() });
}
