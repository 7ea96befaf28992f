import { Play, TestTubeDiagonal } from 'lucide-react';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { ChoiceCard } from './choice-card.js';
import { startWords } from './start-words.js';

/** The quickest way to see everything work. */
export function TestCard() {
  const start = useCommand('startTest');
  return (
    <ChoiceCard icon={TestTubeDiagonal} title={startWords.test} lead={startWords.testLead}>
      <Button
        variant="primary"
        size="large"
        icon={Play}
        isBusy={start.isBusy}
        disabled={!start.isReady}
        className="w-full"
        onClick={() => void start.run({})}
      >
        {startWords.testAction}
      </Button>
    </ChoiceCard>
  );
}
