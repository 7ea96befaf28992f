import { useId } from 'react';
import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { Toggle } from '../../ui/toggle.js';
import { mixerWords as words } from './mixer-words.js';

type Microphone = Extract<SourceKind, { type: 'microphone' }>;

/** What browsers call them. */
const constraints = {
  noiseSuppression: 'noiseSuppression',
  echoCancellation: 'echoCancellation',
  autoGain: 'autoGainControl',
} as const;
const names = ['noiseSuppression', 'echoCancellation', 'autoGain'] as const;

interface VoiceSwitchesProps {
  readonly kind: Microphone;
  readonly onChange: (kind: Microphone) => void;
}

/** What the browser does to a voice: those of its helps that it has. */
export function VoiceSwitches({ kind, onChange }: VoiceSwitchesProps) {
  const id = useId();
  const supported = navigator.mediaDevices?.getSupportedConstraints() ?? {};
  const there = names.filter((name) => supported[constraints[name]] === true);
  if (there.length === 0) return null;
  return (
    <div className="grid gap-2.5">
      <p className="text-xs font-medium text-muted">{words.voice}</p>
      {there.map((name) => (
        <div key={name} className="flex items-center justify-between gap-3">
          <p id={`${id}-${name}`}>{words.voices[name]}</p>
          <Toggle
            labelledBy={`${id}-${name}`}
            isOn={kind[name]}
            disabled={false}
            onChange={(isOn) => onChange({ ...kind, [name]: isOn })}
          />
        </div>
      ))}
      <p className="text-xs text-muted">{words.voiceNote}</p>
    </div>
  );
}
