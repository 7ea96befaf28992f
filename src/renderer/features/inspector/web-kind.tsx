import { AppWindow, RotateCw } from 'lucide-react';
import { useId, useState } from 'react';
import { sourceKindSchema } from '../../../shared/scenes/scene-source.js';
import { webPageSides } from '../../../shared/web-pages.js';
import { desktopHost } from '../../app/desktop-host.js';
import { Button } from '../../ui/button.js';
import { Segmented } from '../../ui/segmented.js';
import { TextField } from '../../ui/text-field.js';
import { useMediaIfAny } from '../compose/use-media-part.js';
import { CheckField } from './check-field.js';
import { inspectorWords as words } from './inspector-words.js';
import type { KindProps } from './kind-props.js';
import { NumberField } from './number-field.js';
import { RateField } from './rate-field.js';
import { Section } from './section.js';

const rates = [5, 10, 15, 24, 25, 30, 50, 60];

/** A page of the web: where it is, how large, how often it is drawn, how it looks, and whether it is heard. */
export function WebKind(props: KindProps<'web'>) {
  const { kind, onChange } = props;
  return (
    <Section title={words.web}>
      {desktopHost === null && <p className="text-xs text-muted">{words.webNote}</p>}
      <AddressField {...props} />
      {desktopHost !== null && <PageButtons {...props} />}
      <div className="grid grid-cols-2 gap-1.5">
        {(['width', 'height'] as const).map((side) => (
          <NumberField
            key={side}
            label={words[side]}
            unit="px"
            value={kind[side]}
            {...webPageSides}
            onChange={(value, gesture) => onChange({ [side]: Math.round(value) }, gesture)}
          />
        ))}
      </div>
      <RateField label={words.maxFps} value={kind.fps} rates={rates} onChange={(fps) => onChange({ fps })} />
      <CheckField
        label={words.keepsRunning}
        isOn={kind.keepsRunning}
        onChange={(keepsRunning) => onChange({ keepsRunning })}
      />
      <SoundField {...props} />
      <StyleField {...props} />
    </Section>
  );
}

/** Whether it has a channel in the mixer. */
function SoundField({ kind, onChange }: KindProps<'web'>) {
  const sound = kind.withSound ? 'mixed' : 'muted';
  return (
    <>
      <div className="flex items-center gap-2">
        <span aria-hidden className="w-20 shrink-0 text-xs text-muted">
          {words.pageSound}
        </span>
        <Segmented
          label={words.pageSound}
          value={sound}
          options={words.pageSounds}
          onChange={(next) => onChange({ withSound: next === 'mixed' })}
        />
      </div>
      <p className="text-2xs text-muted">{words.pageSoundNotes[sound]}</p>
    </>
  );
}

function AddressField({ kind, onChange }: KindProps<'web'>) {
  const [draft, setDraft] = useState<string | null>(null);
  const isValid = draft === null || sourceKindSchema.safeParse({ ...kind, url: draft.trim() }).success;
  return (
    <TextField
      label={words.address}
      inputMode="url"
      placeholder="https://"
      value={draft ?? kind.url}
      problem={isValid ? undefined : words.badAddress}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (!isValid || draft === null) return;
        setDraft(null);
        if (draft.trim() !== kind.url) onChange({ url: draft.trim() });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

/** What can be done with the page that is open. */
function PageButtons({ sourceId, kind }: KindProps<'web'>) {
  const media = useMediaIfAny();
  const isOff = media === null || kind.url === '';
  return (
    <>
      <div className="grid grid-cols-2 gap-1.5">
        <Button size="small" icon={RotateCw} disabled={isOff} onClick={() => void media?.capture(sourceId)}>
          {words.reload}
        </Button>
        <Button size="small" icon={AppWindow} disabled={isOff} onClick={() => media?.showWindow(sourceId)}>
          {words.interact}
        </Button>
      </div>
      <p className="text-2xs text-muted">{words.interactNote}</p>
    </>
  );
}

/** Its own style sheet, live as it is typed. */
function StyleField({ sourceId, kind, onChange }: KindProps<'web'>) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className="text-xs text-muted">
        {words.css}
      </label>
      <textarea
        id={id}
        value={kind.css}
        maxLength={20_000}
        rows={3}
        spellCheck={false}
        onChange={(event) => onChange({ css: event.currentTarget.value }, `css ${sourceId}`)}
        className="min-h-16 w-full resize-y rounded-md border border-line bg-sunken px-2 py-1.5 font-mono text-xs text-text hover:border-line-strong"
      />
    </>
  );
}
