import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { Segmented } from '../../ui/segmented.js';
import { CheckField } from './check-field.js';
import { ColourField } from './colour-field.js';
import { inspectorWords as words } from './inspector-words.js';
import { NumberField } from './number-field.js';
import { RangeField } from './range-field.js';
import { SelectField } from './select-field.js';

type Style = Pick<
  Extract<SourceKind, { type: 'text' }>,
  'font' | 'sizePx' | 'weight' | 'isItalic' | 'colour' | 'align' | 'outline' | 'background'
>;

interface TextStyleFieldsProps {
  readonly style: Style;
  readonly onChange: (change: Partial<Style>, gesture?: string | null) => void;
}

/** Fonts that nearly every system has under these names or their kind; any other may be typed. */
const fonts = ['Inter', 'Arial', 'Helvetica', 'Verdana', 'Georgia', 'Times New Roman', 'Courier New', 'Impact'];
const weights = ([400, 600, 800] as const).map((weight) => ({
  value: `${weight}` as const,
  weight,
  label: words.weights[`${weight}`],
}));
const aligns = (['left', 'centre', 'right'] as const).map((value) => ({ value, label: words.aligns[value] }));

/** How text looks: of text, clocks and countdowns. */
export function TextStyleFields({ style, onChange }: TextStyleFieldsProps) {
  const { outline, background } = style;
  return (
    <>
      <div className="flex min-w-0 items-center gap-1.5">
        <label htmlFor="text-font" className="w-20 shrink-0 text-xs text-muted">
          {words.font}
        </label>
        <input
          id="text-font"
          key={style.font}
          list="text-fonts"
          defaultValue={style.font}
          maxLength={100}
          onBlur={(event) => {
            const font = event.currentTarget.value.trim();
            if (font !== '' && font !== style.font) onChange({ font });
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur();
          }}
          className="h-7 w-full min-w-0 flex-1 rounded-md border border-line bg-sunken px-2 text-xs text-text hover:border-line-strong"
        />
        <datalist id="text-fonts">
          {fonts.map((font) => (
            <option key={font} value={font} />
          ))}
        </datalist>
      </div>
      <RangeField
        label={words.sizePx}
        unit="px"
        value={style.sizePx}
        least={4}
        most={800}
        step={1}
        onChange={(sizePx, gesture) => onChange({ sizePx }, gesture)}
      />
      <SelectField
        label={words.weight}
        value={`${style.weight}`}
        options={weights}
        onChange={(value) => {
          const weight = weights.find((each) => each.value === value)?.weight;
          if (weight !== undefined) onChange({ weight });
        }}
      />
      <CheckField label={words.italic} isOn={style.isItalic} onChange={(isItalic) => onChange({ isItalic })} />
      <Segmented label={words.align} value={style.align} options={aligns} onChange={(align) => onChange({ align })} />
      <ColourField
        label={words.colour}
        hasAlpha
        value={style.colour}
        onChange={(colour, gesture) => onChange({ colour }, gesture)}
      />
      <RangeField
        label={words.outline}
        unit="px"
        value={outline.widthPx}
        least={0}
        most={40}
        step={1}
        onChange={(widthPx, gesture) => onChange({ outline: { ...outline, widthPx } }, gesture)}
      />
      {outline.widthPx > 0 && (
        <ColourField
          label={words.outline}
          hasAlpha
          value={outline.colour}
          onChange={(colour, gesture) => onChange({ outline: { ...outline, colour } }, gesture)}
        />
      )}
      <CheckField
        label={words.background}
        isOn={background !== null}
        onChange={(isOn) => onChange({ background: isOn ? { colour: '#000000aa', paddingPx: 24 } : null })}
      />
      {background !== null && (
        <>
          <ColourField
            label={words.background}
            hasAlpha
            value={background.colour}
            onChange={(colour, gesture) => onChange({ background: { ...background, colour } }, gesture)}
          />
          <NumberField
            label={words.padding}
            isLabelWide
            unit="px"
            value={background.paddingPx}
            least={0}
            most={500}
            onChange={(paddingPx, gesture) => onChange({ background: { ...background, paddingPx } }, gesture)}
          />
        </>
      )}
    </>
  );
}
