import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { EditableTitle } from '../../ui/editable-title.js';
import { ClipButton } from '../golive/clip-button.js';
import { EndButton } from './end-button.js';
import { LiveTimer } from './live-timer.js';
import { StatusPill } from './status-pill.js';

/** Always in sight: what is on, for how long, and the way to end it. */
export function LiveHeader({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  return (
    <header className="sticky top-0 z-20 flex flex-wrap items-center gap-x-5 gap-y-2 border-b border-line bg-bg/95 px-4 py-3 lg:px-5">
      <StatusPill broadcast={broadcast} />
      <LiveTimer broadcast={broadcast} />
      <div className="order-last min-w-0 basis-full sm:order-none sm:flex-1 sm:basis-0">
        <EditableTitle
          broadcastId={broadcast.id}
          title={broadcast.title}
          heading="h1"
          className="text-base font-semibold tracking-tight"
        />
        <p className="truncate text-xs text-muted">{broadcast.programme.label}</p>
      </div>
      {broadcast.status === 'live' && <ClipButton />}
      <EndButton broadcast={broadcast} />
    </header>
  );
}
