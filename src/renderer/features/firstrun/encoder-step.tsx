import { Button } from '../../ui/button.js';
import { EncoderCard } from '../start/encoder-card.js';
import { ObsCard } from '../start/obs-card.js';
import { firstRunWords } from './firstrun-words.js';
import { GopWatch } from './gop-watch.js';
import { StepFrame } from './step-frame.js';
import { useFirstRun } from './use-first-run.js';

const words = firstRunWords.encoder;

/** The way of those who have an encoder: written into OBS, or copied by hand; then what comes in. */
export function EncoderStep() {
  const { go, finish, isReady } = useFirstRun();
  return (
    <StepFrame
      title={words.title}
      lead={words.lead}
      onBack={() => go('welcome')}
      onSkip={() => finish(null)}
      actions={
        <Button variant="primary" disabled={!isReady} onClick={() => finish('encoder')}>
          {words.done}
        </Button>
      }
    >
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-5">
          <ObsCard />
          <GopWatch />
        </div>
        <EncoderCard />
      </div>
    </StepFrame>
  );
}
