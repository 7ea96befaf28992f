import { desktopHost } from '../../app/desktop-host.js';
import { acceleratorOf } from '../desktop/accelerator-of.js';
import { useKeyStandings } from '../desktop/key-standings.js';
import { settingsWords as words } from './settings-words.js';

interface BackgroundKeyProps {
  readonly hotkey: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly disabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Whether a key works while another program has the focus, and what keeps it from that. The desktop app's alone. */
export function BackgroundKey({ hotkey, name, isOn, disabled, onChange }: BackgroundKeyProps) {
  const standing = useKeyStandings(({ byHotkey }) => byHotkey.get(hotkey));
  if (desktopHost === null) return null;
  const isKey = acceleratorOf(hotkey, desktopHost.platform) !== null;
  const { background } = words;
  const problem = !isKey
    ? background.types[desktopHost.platform === 'other' ? 'linux' : desktopHost.platform]
    : isOn && standing !== undefined && standing !== 'on'
      ? background[standing]
      : null;
  return (
    <div className="basis-full text-sm">
      <label className="flex min-h-6 w-fit items-center gap-2 text-muted">
        <input
          type="checkbox"
          aria-label={background.label(name)}
          checked={isOn && isKey}
          disabled={disabled || !isKey}
          onChange={(event) => onChange(event.currentTarget.checked)}
          className="size-4 shrink-0 accent-accent"
        />
        {background.short}
      </label>
      {problem !== null && (
        <p role="status" className={isKey ? 'text-warn-text' : 'text-muted'}>
          {problem}
        </p>
      )}
    </div>
  );
}
