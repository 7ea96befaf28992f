import { HeldInputs } from '../ingest/held-input.js';
import { RiverLines } from '../../ui/river-lines.js';
import { NextRelays } from '../relays/next-relays.js';
import { AddressCard } from './address-card.js';
import { EncoderCard } from './encoder-card.js';
import { LastBroadcast } from './last-broadcast.js';
import { NextDestination } from './next-destination.js';
import { ObsCard } from './obs-card.js';
import { startWords } from './start-words.js';
import { TestCard } from './test-card.js';

/** Nothing is on air: asks what to send. */
export function StartPage() {
  return (
    <div className="relative min-h-full overflow-hidden">
      <RiverLines className="pointer-events-none absolute inset-x-0 top-0 h-72 w-full text-accent [mask-composite:intersect] [mask-image:linear-gradient(to_bottom,black_15%,transparent),linear-gradient(100deg,transparent_38%,black_75%)]" />
      <div className="relative mx-auto grid max-w-6xl grid-cols-1 gap-6 px-5 py-8 lg:px-8 lg:py-10">
        <header className="grid gap-1.5">
          <h1 className="text-3xl font-semibold tracking-tight text-balance">{startWords.title}</h1>
          <p className="max-w-prose text-base text-muted">{startWords.lead}</p>
        </header>
        <HeldInputs />
        <NextDestination />
        <NextRelays />
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)]">
          <EncoderCard />
          <div className="grid grid-cols-1 gap-5">
            <ObsCard />
            <TestCard />
            <AddressCard />
            <LastBroadcast />
          </div>
        </div>
      </div>
    </div>
  );
}
