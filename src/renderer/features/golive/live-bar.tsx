import { assertNever } from '../../../shared/errors.js';
import { useEngineState } from '../../stores/studio-context.js';
import { Button } from '../../ui/button.js';
import { BarNotices } from './bar-notice.js';
import { BeginButtons } from './begin-buttons.js';
import { DiskLeft } from './disk-left.js';
import { goLiveWords as words } from './golive-words.js';
import { LeavingButtons } from './leaving-buttons.js';
import type { LivePhase } from './live-phase.js';
import { OnAirButtons } from './on-air-buttons.js';
import { PhasePill } from './phase-pill.js';
import { ShowClock } from './show-clock.js';
import { useLivePhase, useShowDesk } from './show-context.js';
import { ShowTitle } from './show-title.js';
import { BrokenButtons, TakeOverButton } from './take-up-buttons.js';

/** Above the stage, always in sight: what the show is called, how it stands, and the one button that changes it. */
export function LiveBar() {
  const phase = useLivePhase();
  const current = 'broadcast' in phase ? phase.broadcast : null;
  const starting = useEngineState(({ broadcast }) => broadcast);
  const broadcast = phase.kind === 'starting' ? starting : current;
  return (
    <section aria-label={words.bar} className="shrink-0 divide-y divide-line border-b border-line bg-surface">
      <div className="flex h-14 items-center gap-3 px-3">
        <PhasePill phase={phase} />
        {current !== null && phase.kind !== 'busy' && <ShowClock broadcast={current} />}
        <div className="min-w-0 flex-1">
          <ShowTitle broadcast={phase.kind === 'busy' ? null : broadcast} />
        </div>
        <DiskLeft />
        <Buttons phase={phase} />
      </div>
      <BarNotices phase={phase} />
    </section>
  );
}

function Buttons({ phase }: { readonly phase: LivePhase }) {
  const desk = useShowDesk();
  switch (phase.kind) {
    case 'off':
    case 'refused':
    case 'ended':
      return <BeginButtons />;
    case 'connecting':
    case 'starting':
      return (
        <Button isBusy={false} className="h-10" onClick={() => desk.endNow()}>
          {words.cancel}
        </Button>
      );
    case 'live':
    case 'interrupted':
      return <OnAirButtons purpose={phase.purpose} />;
    case 'leaving':
      return <LeavingButtons atMs={phase.atMs} />;
    case 'ending':
      return (
        <Button isBusy className="h-10">
          {words.pill.ending}
        </Button>
      );
    case 'broken':
      return <BrokenButtons purpose={phase.purpose} />;
    case 'elsewhere':
      return phase.show === null ? null : <TakeOverButton />;
    case 'busy':
      return null;
    default:
      return assertNever(phase);
  }
}
