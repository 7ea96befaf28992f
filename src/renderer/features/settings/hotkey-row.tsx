import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../ui/button.js';
import { IconButton } from '../../ui/icon-button.js';
import { hotkeyOf, hotkeyText } from '../scenes/hotkey.js';
import { BackgroundKey } from './background-key.js';
import { SettingRow } from './setting-row.js';
import { settingsWords as words } from './settings-words.js';

interface HotkeyRowProps {
  readonly name: string;
  readonly lead?: string;
  readonly hotkey: string | null;
  readonly disabled: boolean;
  /** What else has this key already; null: nothing. */
  readonly ownerOf: (hotkey: string) => string | null;
  readonly onChange: (hotkey: string | null) => void;
  /** Whether its key works in the background, and the switch for it. */
  readonly isInBackground: boolean;
  readonly onBackground: (isOn: boolean) => void;
}

/**
 * An action and its key. A key that something else has is not taken from it. Two may have come to the same key all the same (a
 * collection was opened that has it, too): that is told.
 */
export function HotkeyRow(props: HotkeyRowProps) {
  const { name, lead, hotkey, disabled, ownerOf, onChange, isInBackground, onBackground } = props;
  const [isAsking, setIsAsking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const rival = hotkey === null ? null : ownerOf(hotkey);
  const said = problem ?? (rival === null || hotkey === null ? null : words.hotkeyTaken(hotkeyText(hotkey), rival));
  const text = isAsking ? words.hotkeyPress : hotkey === null ? words.hotkeyNone : hotkeyText(hotkey);
  return (
    <SettingRow title={name} {...(lead !== undefined && { lead })}>
      <div className="flex items-center gap-1">
        <Button
          ref={button}
          variant={isAsking ? 'primary' : 'secondary'}
          disabled={disabled}
          aria-label={`${words.hotkeySet(name)}: ${text}`}
          className="min-w-28 font-mono"
          onClick={() => {
            setProblem(null);
            setIsAsking(!isAsking);
          }}
          onBlur={() => setIsAsking(false)}
          onKeyDown={(event) => {
            if (!isAsking || event.key === 'Tab') return;
            event.preventDefault();
            event.stopPropagation();
            if (event.key === 'Escape') return setIsAsking(false);
            const pressed = hotkeyOf(event.nativeEvent);
            if (pressed === null) return;
            setIsAsking(false);
            const owner = ownerOf(pressed);
            if (owner !== null) return setProblem(words.hotkeyTaken(hotkeyText(pressed), owner));
            if (pressed !== hotkey) onChange(pressed);
          }}
        >
          {text}
        </Button>
        <IconButton
          icon={X}
          label={words.hotkeyClear(name)}
          disabled={disabled || hotkey === null}
          onClick={() => {
            onChange(null);
            button.current?.focus();
          }}
        />
      </div>
      {hotkey !== null && (
        <BackgroundKey {...{ hotkey, name, disabled }} isOn={isInBackground} onChange={onBackground} />
      )}
      {said !== null && (
        <p role="status" className="basis-full text-sm text-warn-text">
          {said}
        </p>
      )}
    </SettingRow>
  );
}
