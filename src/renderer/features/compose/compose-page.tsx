import { useScenes } from '../../stores/scene-context.js';
import { LiveBar } from '../golive/live-bar.js';
import { Mixer } from '../mixer/mixer.js';
import { ScenesPanel } from '../scenes/scenes-panel.js';
import { SourcesPanel } from '../sources/sources-panel.js';
import { Stage } from '../stage/stage.js';
import { Announcer } from './announcer.js';
import { composeWords } from './compose-words.js';
import { SideColumn } from './side-column.js';
import { useComposeKeys } from './use-compose-keys.js';
import { useItemCommands } from './use-item-commands.js';

/** Where a creator composes: the picture, what is in it, its sound, and going live. */
export function ComposePage() {
  const hasScenes = useScenes(({ history }) => history !== null);
  if (!hasScenes) return <p className="p-6 text-muted">{composeWords.loading}</p>;
  return <Frame />;
}

function Frame() {
  useComposeKeys();
  useItemCommands();
  return (
    <div className="relative flex h-full min-h-0 flex-col overflow-clip">
      <h1 className="sr-only">{composeWords.title}</h1>
      <Announcer />
      <LiveBar />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <Stage />
          <section
            data-dock
            aria-label={composeWords.dock}
            className="grid h-60 max-h-[40vh] shrink-0 grid-cols-[minmax(11.5rem,1fr)_minmax(12rem,1.6fr)_minmax(15.75rem,2.2fr)] gap-px border-t border-line bg-line"
          >
            <ScenesPanel />
            <SourcesPanel />
            <div className="min-h-0 min-w-0 bg-surface p-1.5">
              <Mixer />
            </div>
          </section>
        </div>
        <SideColumn />
      </div>
    </div>
  );
}
