import { assertNever } from '../../../shared/errors.js';
import { DestinationStep } from './destination-step.js';
import { DevicesStep } from './devices-step.js';
import { EncoderStep } from './encoder-step.js';
import { ReadyStep } from './ready-step.js';
import { useFirstRun } from './use-first-run.js';
import { WelcomeStep } from './welcome-step.js';

/** Asks how the creator wants to begin, and leads there in under a minute. Goes on where it was left. */
export function FirstRun() {
  const { step } = useFirstRun();
  switch (step) {
    case 'welcome':
    case 'done':
      return <WelcomeStep />;
    case 'encoder':
      return <EncoderStep />;
    case 'destination':
      return <DestinationStep />;
    case 'devices':
      return <DevicesStep />;
    case 'ready':
      return <ReadyStep />;
    default:
      return assertNever(step);
  }
}
