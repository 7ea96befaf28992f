import { MonitorUp } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { EncoderSteps } from '../ingest/encoder-steps.js';
import { KeyField } from '../ingest/key-field.js';
import { ServerField } from '../ingest/server-field.js';
import { ServerStatus } from '../ingest/server-status.js';
import { ChoiceCard } from './choice-card.js';
import { startWords } from './start-words.js';

/** The way of OBS and every other RTMP encoder. */
export function EncoderCard() {
  const inputs = useEngineState((state) => state.inputs);
  return (
    <ChoiceCard icon={MonitorUp} title={startWords.encoder} lead={startWords.encoderLead}>
      <div className="grid gap-5">
        <ServerField />
        {inputs.map((input) => (
          <KeyField key={input.id} input={input} />
        ))}
        <div className="-mx-5 border-t border-line" />
        <EncoderSteps />
        <div className="-mx-5 -mb-5 rounded-b-card border-t border-line bg-sunken px-5 py-4">
          <ServerStatus />
        </div>
      </div>
    </ChoiceCard>
  );
}
