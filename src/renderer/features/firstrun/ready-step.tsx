import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/text-field.js';
import { CanvasOffer } from '../golive/canvas-offer.js';
import { firstRunWords } from './firstrun-words.js';
import { StepFrame } from './step-frame.js';
import { useFirstRun } from './use-first-run.js';

const words = firstRunWords.ready;

/** What was made, and the door to the studio. */
export function ReadyStep() {
  const { go, finish, isReady } = useFirstRun();
  const kept = useEngineState(({ settings }) => settings.studio.title);
  const destination = useEngineState(
    ({ destinations }) => destinations.find(({ isDefault }) => isDefault)?.config.name,
  );
  const sources = useScenes((view) => (collectionOf(view)?.sources ?? []).map(({ name }) => name).join(', '));
  const update = useCommand('updateSettings');
  const [draft, setDraft] = useState<string | null>(null);
  const open = async () => {
    const title = (draft ?? kept).trim();
    if (title !== kept && (await update.run({ patch: { studio: { title } } })) === null) return;
    finish('studio');
  };
  return (
    <StepFrame
      step="ready"
      title={words.title}
      lead={words.lead}
      onBack={() => go('devices')}
      onSkip={() => finish(null)}
      actions={
        <Button variant="primary" disabled={!isReady} onClick={() => void open()}>
          {words.action}
        </Button>
      }
    >
      <div className="grid max-w-xl gap-5">
        <dl className="grid gap-2.5 rounded-card border border-line bg-surface p-4 text-sm shadow-card">
          <Row term={words.to}>{destination ?? words.computer}</Row>
          <Row term={words.shows}>{sources === '' ? words.nothing : sources}</Row>
        </dl>
        <CanvasOffer />
        <TextField
          label={words.titleField}
          hint={words.titleHint}
          value={draft ?? kept}
          maxLength={200}
          onChange={(event) => setDraft(event.currentTarget.value)}
        />
      </div>
    </StepFrame>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: string }) {
  return (
    <div className="flex items-start gap-2.5">
      <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
      <dt className="text-muted">{term}</dt>
      <dd className="min-w-0 font-medium break-words">{children}</dd>
    </div>
  );
}
