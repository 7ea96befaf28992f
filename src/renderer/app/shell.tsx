import { CapturePicker } from '../features/capture-picker/capture-picker.js';
import { ComposePage } from '../features/compose/compose-page.js';
import { DestinationPage } from '../features/destinations/destination-page.js';
import { FirstRun } from '../features/firstrun/first-run.js';
import { needsFirstRun } from '../features/firstrun/use-first-run.js';
import { CaptureNotice } from '../features/golive/bar-notice.js';
import { StudioHotkeys } from '../features/hotkeys/studio-hotkeys.js';
import { LibraryPage } from '../features/library/library-page.js';
import { LivePage } from '../features/live/live-page.js';
import { Palette } from '../features/palette/palette.js';
import { StudioCommands } from '../features/palette/studio-commands.js';
import { RelayPage } from '../features/relays/relay-page.js';
import { SettingsCommands } from '../features/settings/settings-commands.js';
import { SettingsPage } from '../features/settings/settings-page.js';
import { StartPage } from '../features/start/start-page.js';
import { useEngineState } from '../stores/studio-context.js';
import { ConnectionBanner } from './connection-banner.js';
import { Rail } from './rail.js';
import { Toaster } from './toaster.js';
import { useNoStrayDrops } from './use-no-stray-drops.js';
import { useRoute, type Route } from './use-route.js';

/** Rail, banner and the page that the address names. */
export function Shell() {
  useNoStrayDrops();
  // who sends from an encoder lands there
  const home = useEngineState(({ settings }) => settings.studio.start ?? 'studio');
  const { route, rest } = useRoute(home);
  return (
    <div className="group/shell flex h-full flex-col-reverse sm:flex-row">
      <Rail route={route} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <ConnectionBanner />
        {route !== 'studio' && (
          <div className="shrink-0 border-b border-line empty:hidden">
            <CaptureNotice />
          </div>
        )}
        <main key={[route, ...rest].join('/')} className="relative min-h-0 flex-1 overflow-y-auto">
          <Page route={route} rest={rest} />
        </main>
      </div>
      <Toaster />
      <StudioCommands />
      <StudioHotkeys isOnStudioPage={route === 'studio'} />
      {/* last: what does something comes before where its setting is */}
      <SettingsCommands />
      <Palette />
      <CapturePicker />
    </div>
  );
}

function Page({ route, rest }: { readonly route: Route; readonly rest: readonly string[] }) {
  const isOnAir = useEngineState(
    ({ broadcast }) => broadcast !== null && broadcast.status !== 'ended' && broadcast.status !== 'failed',
  );
  const isNew = useEngineState(({ settings }) => needsFirstRun(settings));
  if (route === 'library') return <LibraryPage wanted={rest[0]} />;
  if (route === 'settings') {
    const [section, id] = rest;
    if (section === 'destinations' && id !== undefined) return <DestinationPage id={id} />;
    if (section === 'relays' && id !== undefined) return <RelayPage id={id} />;
    return <SettingsPage section={section} find={section === 'find' ? id : undefined} />;
  }
  if (route === 'studio') return isNew ? <FirstRun /> : <ComposePage />;
  return isOnAir ? <LivePage /> : <StartPage />;
}
