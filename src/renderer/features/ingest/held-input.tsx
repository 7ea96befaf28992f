import { RadioTower } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { ingestWords } from './ingest-words.js';

/** After "End broadcast": an encoder that goes on sending is held, so that nothing goes out unasked. */
export function HeldInputs() {
  const inputs = useEngineState((state) => state.inputs);
  const resume = useCommand('resumeInput');
  return inputs
    .filter(({ status }) => status === 'held')
    .map((input) => (
      <section
        key={input.id}
        aria-label={ingestWords.held.label}
        className="appear flex flex-wrap items-center gap-4 rounded-card border border-warn bg-warn-soft px-5 py-4"
      >
        <RadioTower aria-hidden className="size-5 shrink-0 text-warn-text" />
        <div className="min-w-60 flex-1">
          <p className="font-semibold text-warn-text">{ingestWords.held.title}</p>
          <p className="text-sm text-text">{ingestWords.held.lead}</p>
        </div>
        <Button
          variant="primary"
          isBusy={resume.isBusy}
          disabled={!resume.isReady}
          onClick={() => void resume.run({ inputId: input.id })}
        >
          {ingestWords.held.action}
        </Button>
      </section>
    ));
}
