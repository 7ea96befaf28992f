import { CloudUpload, Monitor } from 'lucide-react';
import { useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { DestinationEditor } from '../destinations/destination-editor.js';
import { SwitchSetting } from '../settings/switch-setting.js';
import { NextDestination } from '../start/next-destination.js';
import { firstRunWords } from './firstrun-words.js';
import { OptionCard } from './option-card.js';
import { StepFrame } from './step-frame.js';
import { useFirstRun } from './use-first-run.js';

const words = firstRunWords.destination;

/** This computer, or a bucket that is tested before it is kept. */
export function DestinationStep() {
  const { go, finish, isReady } = useFirstRun();
  const hasBucket = useEngineState(({ destinations }) => destinations.length > 0);
  const hasProviders = useEngineState(({ providers }) => providers.length > 0);
  const allowLanViewers = useEngineState(({ settings }) => settings.network.allowLanViewers);
  const update = useCommand('updateSettings');
  const [isBucket, setIsBucket] = useState(false);
  return (
    <StepFrame
      step="destination"
      title={words.title}
      lead={words.lead}
      onBack={() => go('welcome')}
      onSkip={() => finish(null)}
      actions={
        // the form has its own way on
        isBucket && !hasBucket ? null : (
          <Button variant="primary" disabled={!isReady} onClick={() => go('devices')}>
            {firstRunWords.next}
          </Button>
        )
      }
    >
      <div className="grid grid-cols-1 gap-5">
        {hasBucket ? (
          <NextDestination />
        ) : (
          <div role="radiogroup" aria-label={words.title} className="grid gap-3 sm:grid-cols-2">
            <OptionCard icon={Monitor} {...words.computer} isChosen={!isBucket} onChoose={() => setIsBucket(false)} />
            <OptionCard
              icon={CloudUpload}
              {...words.bucket}
              isChosen={isBucket}
              disabled={!hasProviders}
              onChoose={() => setIsBucket(true)}
            />
          </div>
        )}
        {isBucket && !hasBucket && <DestinationEditor destination={null} onDone={() => setIsBucket(false)} />}
        {!isBucket && !hasBucket && (
          <div className="rounded-card border border-line bg-surface shadow-card">
            <SwitchSetting
              title={words.network}
              lead={words.networkLead}
              isOn={allowLanViewers}
              disabled={!update.isReady}
              onChange={(isOn) => void update.run({ patch: { network: { allowLanViewers: isOn } } })}
            />
          </div>
        )}
      </div>
    </StepFrame>
  );
}
