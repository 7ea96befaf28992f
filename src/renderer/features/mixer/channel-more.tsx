import { Ellipsis } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useId, useState } from 'react';
import type { SceneSource, Sound, SourceKind } from '../../../shared/scenes/scene-source.js';
import { desktopHost } from '../../app/desktop-host.js';
import { hrefOf } from '../../app/use-route.js';
import { Button } from '../../ui/button.js';
import { Segmented } from '../../ui/segmented.js';
import { fieldLook } from '../../ui/text-field.js';
import { Toggle } from '../../ui/toggle.js';
import { mixerWords as words } from './mixer-words.js';
import { VoiceSwitches } from './voice-switches.js';

/** Where the sound of a screen may come from. */
const soundFrom = desktopHost === null ? 'browser' : desktopHost.capture.hasSystemSound ? 'desktop' : 'never';

interface ChannelMoreProps {
  readonly source: SceneSource;
  readonly sound: Sound;
  readonly onChange: (label: string, part: Partial<Sound>, gesture?: string) => void;
  readonly onHeard: (isHeardEverywhere: boolean) => void;
  readonly onKind: (kind: SourceKind) => void;
  /** Shares it once more, where it was shared without its sound. */
  readonly onShare?: (() => void) | undefined;
}

/** What is set once and seldom looked at: monitor, balance, delay, where it is heard, what is done to a voice. */
export function ChannelMore({ source, sound, onChange, onHeard, onKind, onShare }: ChannelMoreProps) {
  const id = useId();
  const label = words.more(source.name);
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={label}
        title={label}
        className="grid size-7 place-items-center rounded-md border border-line bg-raised text-muted transition-colors hover:border-line-strong hover:text-text"
      >
        <Ellipsis aria-hidden className="size-4" />
      </Popover.Trigger>
      {/* in a portal: the mixer scrolls, and would cut it off */}
      <Popover.Portal>
        <Popover.Content
          data-beside-page
          aria-label={label}
          side="top"
          sideOffset={6}
          collisionPadding={12}
          className="appear z-40 grid max-h-(--radix-popover-content-available-height) w-80 gap-4 overflow-y-auto rounded-card border border-line-strong bg-surface p-4 text-sm shadow-over"
        >
          <p className="truncate font-semibold">{source.name}</p>
          {onShare !== undefined && (
            <div className="grid justify-items-start gap-1.5">
              <p>{words.noSound}</p>
              <p className="text-xs text-muted">{words.shareAgainNote[soundFrom]}</p>
              {soundFrom !== 'never' && (
                <Button size="small" onClick={onShare}>
                  {words.shareAgain}
                </Button>
              )}
            </div>
          )}
          <div className="grid gap-1.5">
            <p className="text-xs font-medium text-muted">{words.monitor}</p>
            <Segmented
              label={words.monitor}
              value={sound.monitor}
              options={words.monitors}
              onChange={(monitor) => onChange(words.edit.monitor, { monitor })}
            />
            {sound.monitor !== 'off' && (
              <p className="text-xs text-muted">
                {words.monitorNote}{' '}
                <a
                  href={hrefOf('settings', 'audio')}
                  className="rounded-sm font-medium text-accent-text hover:underline"
                >
                  {words.output}
                </a>
              </p>
            )}
          </div>
          <div className="grid gap-1.5">
            <label htmlFor={`${id}-balance`} className="flex justify-between text-xs font-medium text-muted">
              {words.balance}
              <span>{words.balanceText(sound.balance)}</span>
            </label>
            <input
              id={`${id}-balance`}
              type="range"
              min={-1}
              max={1}
              step={0.05}
              value={sound.balance}
              aria-valuetext={words.balanceText(sound.balance)}
              onChange={(event) =>
                onChange(words.edit.balance, { balance: Number(event.currentTarget.value) }, `balance-${source.id}`)
              }
              onDoubleClick={() => onChange(words.edit.balance, { balance: 0 })}
              className="w-full accent-accent"
            />
          </div>
          <DelayField id={`${id}-delay`} delayMs={sound.delayMs} onChange={onChange} />
          <div className="flex items-center justify-between gap-3">
            <p id={`${id}-heard`}>{words.heard}</p>
            <Toggle labelledBy={`${id}-heard`} isOn={source.isHeardEverywhere} disabled={false} onChange={onHeard} />
          </div>
          {source.kind.type === 'microphone' && <VoiceSwitches kind={source.kind} onChange={onKind} />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface DelayFieldProps {
  readonly id: string;
  readonly delayMs: number;
  readonly onChange: ChannelMoreProps['onChange'];
}

function DelayField({ id, delayMs, onChange }: DelayFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const keep = () => {
    const wanted = draft === null || draft.trim() === '' ? NaN : Number(draft.trim().replace(',', '.'));
    if (Number.isFinite(wanted)) onChange(words.edit.delay, { delayMs: wanted });
    setDraft(null);
  };
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {words.delay}
      </label>
      <input
        id={id}
        value={draft ?? String(delayMs)}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        aria-describedby={`${id}-note`}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
        className={`${fieldLook} max-w-24 tabular-nums`}
      />
      <p id={`${id}-note`} className="text-xs text-muted">
        {words.delayNote}
      </p>
    </div>
  );
}
