import { useState } from 'react';
import { sourceKindSchema } from '../../../shared/scenes/scene-source.js';
import { TextField } from '../../ui/text-field.js';
import { inspectorWords as words } from './inspector-words.js';
import type { KindProps } from './kind-props.js';
import { NumberField } from './number-field.js';
import { Section } from './section.js';

/** A page of the web: its fields are kept, and nothing shows it yet. */
export function WebKind({ kind, onChange }: KindProps<'web'>) {
  const [draft, setDraft] = useState<string | null>(null);
  const isValid = draft === null || sourceKindSchema.safeParse({ ...kind, url: draft }).success;
  return (
    <Section title={words.web}>
      <p className="text-xs text-muted">{words.webNote}</p>
      <TextField
        label={words.address}
        value={draft ?? kind.url}
        problem={isValid ? undefined : words.badAddress}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={() => {
          if (!isValid || draft === null) return;
          setDraft(null);
          if (draft !== kind.url) onChange({ url: draft });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      <div className="grid grid-cols-2 gap-1.5">
        {(['width', 'height'] as const).map((side) => (
          <NumberField
            key={side}
            label={words[side]}
            unit="px"
            value={kind[side]}
            least={16}
            most={side === 'width' ? 7680 : 4320}
            onChange={(value, gesture) => onChange({ [side]: Math.round(value) }, gesture)}
          />
        ))}
      </div>
    </Section>
  );
}
