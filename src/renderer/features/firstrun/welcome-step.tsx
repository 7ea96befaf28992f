import { Cable, Clapperboard, TestTubeDiagonal } from 'lucide-react';
import { goTo } from '../../app/use-route.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { RiverLines } from '../../ui/river-lines.js';
import { ChoiceCard } from '../start/choice-card.js';
import { firstRunWords } from './firstrun-words.js';
import { StepFrame } from './step-frame.js';
import { useFirstRun } from './use-first-run.js';

const words = firstRunWords.welcome;

/** How does this creator want to begin? */
export function WelcomeStep() {
  const { go, finish, isReady } = useFirstRun();
  const test = useCommand('startTest');
  return (
    <div className="relative grid min-h-full overflow-hidden">
      <RiverLines className="pointer-events-none absolute inset-x-0 top-0 h-72 w-full text-accent [mask-composite:intersect] [mask-image:linear-gradient(to_bottom,black_15%,transparent),linear-gradient(100deg,transparent_38%,black_75%)]" />
      <StepFrame isFirst title={words.title} lead={words.lead} onSkip={() => finish(null)}>
        <div className="grid grid-cols-1 gap-5 pt-2 lg:grid-cols-3">
          <ChoiceCard icon={Clapperboard} title={words.studio.title} lead={words.studio.lead}>
            <Button
              variant="primary"
              size="large"
              className="w-full"
              disabled={!isReady}
              onClick={() => go('destination')}
            >
              {words.studio.action}
            </Button>
          </ChoiceCard>
          <ChoiceCard icon={Cable} title={words.encoder.title} lead={words.encoder.lead}>
            <Button size="large" className="w-full" disabled={!isReady} onClick={() => go('encoder')}>
              {words.encoder.action}
            </Button>
          </ChoiceCard>
          <ChoiceCard icon={TestTubeDiagonal} title={words.test.title} lead={words.test.lead}>
            <Button
              size="large"
              className="w-full"
              isBusy={test.isBusy}
              disabled={!test.isReady}
              onClick={() => void test.run({}).then((answer) => answer !== null && goTo('encoder'))}
            >
              {words.test.action}
            </Button>
          </ChoiceCard>
        </div>
      </StepFrame>
    </div>
  );
}
