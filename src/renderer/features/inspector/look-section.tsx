import { blendModes, fitSchema, type SceneItem } from '../../../shared/scenes/scene-item.js';
import { setFit } from '../../scenes/edits/fit-items.js';
import { styleItems } from '../../scenes/edits/style-items.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { inspectorWords as words } from './inspector-words.js';
import { RangeField } from './range-field.js';
import { Section } from './section.js';
import { SelectField } from './select-field.js';

const blends = blendModes.map((value) => ({ value, label: words.blends[value] }));
const fits = fitSchema.options.map((value) => ({ value, label: words.fits[value] }));

/** How items look in this scene. */
export function LookSection({ items }: { readonly items: readonly SceneItem[] }) {
  const scenes = useSceneStudio();
  const ids = items.map(({ id }) => id);
  const same = <T,>(of: (item: SceneItem) => T): T | null => {
    const [first] = items;
    return first !== undefined && items.every((item) => of(item) === of(first)) ? of(first) : null;
  };
  const style = (change: Parameters<typeof styleItems>[2], gesture: string | null = null) =>
    scenes.edit(words.edits.look, (collection) => styleItems(collection, ids, change), gesture);
  const opacity = same((item) => item.opacity);
  return (
    <Section title={words.look}>
      <RangeField
        label={words.opacity}
        unit="%"
        value={opacity === null ? null : opacity * 100}
        least={0}
        most={100}
        step={1}
        onChange={(percent, gesture) => style({ opacity: percent / 100 }, gesture)}
      />
      <RangeField
        label={words.radius}
        unit="px"
        value={same((item) => item.cornerRadius)}
        least={0}
        most={720}
        step={1}
        onChange={(cornerRadius, gesture) => style({ cornerRadius }, gesture)}
      />
      <SelectField
        label={words.blend}
        value={same((item) => item.blend)}
        options={blends}
        onChange={(blend) => style({ blend })}
      />
      <SelectField
        label={words.picture}
        value={same((item) => item.fit)}
        options={fits}
        onChange={(fit) => scenes.edit(words.edits.fit, (collection) => setFit(collection, ids, fit))}
      />
    </Section>
  );
}
