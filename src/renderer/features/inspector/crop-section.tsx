import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { setCrop } from '../../scenes/edits/crop-item.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { inspectorWords as words } from './inspector-words.js';
import { NumberField } from './number-field.js';
import { Section } from './section.js';

const sides = [
  { side: 'left', label: words.left },
  { side: 'right', label: words.right },
  { side: 'top', label: words.top },
  { side: 'bottom', label: words.bottom },
] as const;

/** How much of the picture is cut away, in percent of it. */
export function CropSection({ item }: { readonly item: SceneItem }) {
  const scenes = useSceneStudio();
  return (
    <Section title={words.crop}>
      <div className="grid grid-cols-2 gap-1.5">
        {sides.map(({ side, label }) => (
          <div key={side} className="grid grid-cols-[3rem_minmax(0,1fr)] items-center">
            <span aria-hidden className="text-xs text-muted">
              {label}
            </span>
            <NumberField
              label={label}
              isLabelHidden
              unit="%"
              value={item.crop[side] * 100}
              least={0}
              most={95}
              digits={1}
              disabled={item.isLocked}
              onChange={(percent, gesture) =>
                scenes.edit(
                  words.edits.crop,
                  (collection) => setCrop(collection, item.id, { ...item.crop, [side]: percent / 100 }),
                  gesture,
                )
              }
            />
          </div>
        ))}
      </div>
    </Section>
  );
}
