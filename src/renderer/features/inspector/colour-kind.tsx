import { CheckField } from './check-field.js';
import { ColourField } from './colour-field.js';
import { inspectorWords as words } from './inspector-words.js';
import type { KindProps } from './kind-props.js';
import { RangeField } from './range-field.js';
import { Section } from './section.js';

/** A plain colour, or a gradient. */
export function ColourKind({ kind, onChange }: KindProps<'colour'>) {
  return (
    <Section title={words.colour}>
      <ColourField
        label={words.colour}
        hasAlpha
        value={kind.colour}
        onChange={(colour, gesture) => onChange({ colour }, gesture)}
      />
      <CheckField
        label={words.gradient}
        isOn={kind.to !== null}
        onChange={(isOn) => onChange({ to: isOn ? '#0b1a1f' : null })}
      />
      {kind.to !== null && (
        <>
          <ColourField
            label={words.to}
            hasAlpha
            value={kind.to}
            onChange={(to, gesture) => onChange({ to }, gesture)}
          />
          <RangeField
            label={words.angle}
            unit="°"
            value={kind.angle}
            least={-180}
            most={180}
            step={1}
            onChange={(angle, gesture) => onChange({ angle }, gesture)}
          />
        </>
      )}
    </Section>
  );
}
