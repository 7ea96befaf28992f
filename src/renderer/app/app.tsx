import { Tooltip } from 'radix-ui';
import { ShowProvider } from '../features/golive/show-context.js';
import { useView } from '../stores/studio-context.js';
import { ConnectingPage } from './connecting-page.js';
import { MismatchPage } from './mismatch-page.js';
import { Shell } from './shell.js';
import { UnauthorizedPage } from './unauthorized-page.js';

/** The boot gate: below it there is always a state to show. */
export function App() {
  const status = useView(({ connection }) => connection.status);
  const hasState = useView(({ state }) => state !== null);
  if (status === 'unauthorized') return <UnauthorizedPage />;
  if (status === 'mismatched') return <MismatchPage />;
  if (!hasState) return <ConnectingPage />;
  return (
    <Tooltip.Provider delayDuration={400}>
      <ShowProvider>
        <Shell />
      </ShowProvider>
    </Tooltip.Provider>
  );
}
