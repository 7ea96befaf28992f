import { Play, RotateCcw } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.js';
import { inspectorWords as words } from './inspector-words.js';
import type { KindProps } from './kind-props.js';
import { NumberField } from './number-field.js';
import { Section } from './section.js';
import { SelectField } from './select-field.js';
import { TextStyleFields } from './text-style-fields.js';

const areaLook =
  'min-h-16 w-full resize-y rounded-md border border-line bg-sunken px-2 py-1.5 text-sm text-text hover:border-line-strong';

/** A text, live as it is typed. */
export function TextKind({ sourceId, kind, onChange }: KindProps<'text'>) {
  return (
    <Section title={words.text}>
      <textarea
        aria-label={words.text}
        value={kind.text}
        maxLength={10_000}
        rows={3}
        onChange={(event) => onChange({ text: event.currentTarget.value }, `text ${sourceId}`)}
        className={areaLook}
      />
      <TextStyleFields style={kind} onChange={onChange} />
      {(['x', 'y'] as const).map((axis) => (
        <NumberField
          key={axis}
          label={axis === 'x' ? words.scrollX : words.scrollY}
          isLabelWide
          unit="px/s"
          value={kind.scroll[axis]}
          least={-4000}
          most={4000}
          step={10}
          onChange={(value, gesture) => onChange({ scroll: { ...kind.scroll, [axis]: value } }, gesture)}
        />
      ))}
    </Section>
  );
}

const formats = (['24h', '24h-seconds', '12h', '12h-seconds', 'date'] as const).map((value) => ({
  value,
  label: words.formats[value],
}));

/** The time of day. */
export function ClockKind({ kind, onChange }: KindProps<'clock'>) {
  return (
    <Section title={words.clock}>
      <SelectField
        label={words.format}
        value={kind.format}
        options={formats}
        onChange={(format) => onChange({ format })}
      />
      <TextStyleFields style={kind} onChange={onChange} />
    </Section>
  );
}

/** A countdown: started and reset here. */
export function CountdownKind({ kind, onChange }: KindProps<'countdown'>) {
  const id = useId();
  const seconds = kind.spanSeconds % 60;
  const minutes = (kind.spanSeconds - seconds) / 60;
  const span = (spanSeconds: number, gesture: string | null) =>
    onChange({ spanSeconds: Math.min(Math.max(1, spanSeconds), 360_000) }, gesture);
  return (
    <Section title={words.countdown}>
      <div className="grid grid-cols-2 gap-1.5">
        <NumberField
          label={words.minutes}
          value={minutes}
          least={0}
          most={6000}
          onChange={(value, gesture) => span(Math.round(value) * 60 + seconds, gesture)}
        />
        <NumberField
          label={words.seconds}
          value={seconds}
          least={0}
          most={59}
          onChange={(value, gesture) => span(minutes * 60 + Math.round(value), gesture)}
        />
        <Button
          size="small"
          variant="primary"
          icon={Play}
          onClick={() => onChange({ endsAtMs: Date.now() + kind.spanSeconds * 1000 })}
        >
          {kind.endsAtMs === null ? words.start : words.restart}
        </Button>
        <Button
          size="small"
          icon={RotateCcw}
          disabled={kind.endsAtMs === null}
          onClick={() => onChange({ endsAtMs: null })}
        >
          {words.reset}
        </Button>
      </div>
      <label htmlFor={id} className="text-xs text-muted">
        {words.endText}
      </label>
      <input
        id={id}
        value={kind.endText}
        maxLength={200}
        placeholder={words.endNote}
        onChange={(event) => onChange({ endText: event.currentTarget.value }, id)}
        className="h-7 w-full min-w-0 rounded-md border border-line bg-sunken px-2 text-xs text-text placeholder:text-muted hover:border-line-strong"
      />
      <TextStyleFields style={kind} onChange={onChange} />
    </Section>
  );
}
