import { useId } from 'react';
import { Toggle } from '../../ui/toggle.js';
import { destinationWords } from './destination-words.js';

interface DefaultSwitchProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether a new destination is where the next broadcast goes. */
export function DefaultSwitch({ isOn, onChange }: DefaultSwitchProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <p id={`${id}-title`} className="text-sm font-medium">
          {destinationWords.default.switch}
        </p>
        <p id={`${id}-lead`} className="text-xs text-muted">
          {destinationWords.default.switchHint}
        </p>
      </div>
      <Toggle labelledBy={`${id}-title`} describedBy={`${id}-lead`} isOn={isOn} disabled={false} onChange={onChange} />
    </div>
  );
}
