import type { Host } from '../../../shared/host.js';
import { CheckField } from '../inspector/check-field.js';
import { pickerWords as words } from './picker-words.js';

interface SoundChoiceProps {
  readonly host: Host;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether the computer's sound is shared, too; where it cannot be, why not. */
export function SoundChoice({ host, isOn, onChange }: SoundChoiceProps) {
  const { platform, capture } = host;
  if (!capture.hasSystemSound) {
    const known = platform === 'linux' || platform === 'darwin' ? platform : 'other';
    return <p className="text-xs text-muted">{words.noSound[known]}</p>;
  }
  return (
    <div className="grid gap-0.5">
      <CheckField label={words.sound} isOn={isOn} onChange={onChange} />
      <p className="pl-6 text-2xs text-muted">{words.soundNote}</p>
    </div>
  );
}
