import { useEffect, useRef } from 'react';
import type { FeedPurpose } from '../../../shared/feed.js';
import type { TrayAct } from '../../../shared/studio-glance.js';
import { desktopHost } from '../../app/desktop-host.js';
import { goTo } from '../../app/use-route.js';
import { useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { useLivePhase } from '../golive/show-context.js';
import { glanceOf } from './glance-of.js';

interface DesktopActs {
  /** Begins a show, asks for its end, or takes that back. */
  readonly toggle: (purpose: FeedPurpose) => void;
  readonly muteMicrophones: () => void;
}

/** Does what the desktop's tray asks for, as the page's own buttons do, goes where a link of it leads, and tells it how things stand. Nothing in a browser. */
export function useDesktop({ toggle, muteMicrophones }: DesktopActs): void {
  const phase = useLivePhase();
  const glance = glanceOf({
    phase,
    isPaused: useMedia((state) => state.isPaused),
    captures: useMedia((state) => state.captures),
    collection: useScenes(collectionOf),
    broadcast: useEngineState((state) => state.broadcast),
  });
  const acts: Record<TrayAct, () => void> = {
    toggleShow: () => {
      // what an encoder sends is ended on its own page, which asks
      if (phase.kind === 'busy') goTo('encoder');
      else if (phase.kind === 'elsewhere') goTo('studio');
      else toggle('purpose' in phase && phase.kind !== 'ended' ? phase.purpose : 'live');
    },
    muteMicrophones,
  };
  const newest = useRef(acts);
  useEffect(() => {
    newest.current = acts;
  });
  useEffect(() => desktopHost?.onAct((act) => newest.current[act]()), []);
  useEffect(() => desktopHost?.onGoTo(({ page, part }) => goTo(page, ...(part === null ? [] : [part]))), []);
  // last: who tells listens
  const told = JSON.stringify(glance);
  useEffect(() => {
    void desktopHost?.tellGlance(JSON.parse(told) as typeof glance);
  }, [told]);
}
