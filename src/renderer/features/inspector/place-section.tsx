import { clsx } from 'clsx';
import { Link2, Maximize2, Move, RotateCcw, Scan, StretchHorizontal } from 'lucide-react';
import type { Box, SceneItem } from '../../../shared/scenes/scene-item.js';
import { setCrop } from '../../scenes/edits/crop-item.js';
import { centreItems, fitToCanvas, setFit } from '../../scenes/edits/fit-items.js';
import { rotateItems } from '../../scenes/edits/rotate-items.js';
import { styleItems } from '../../scenes/edits/style-items.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { IconButton } from '../../ui/icon-button.js';
import { inspectorWords as words } from './inspector-words.js';
import { useStageOptions } from '../stage/stage-options.js';
import { NumberField } from './number-field.js';
import { placeOf, setPlace } from './place-sides.js';
import { Section } from './section.js';

const farthest = 16_384;
const fields = [
  { key: 'x', label: words.x, least: -farthest },
  { key: 'y', label: words.y, least: -farthest },
  { key: 'width', label: words.width, least: 1 },
  { key: 'height', label: words.height, least: 1 },
] as const satisfies readonly { readonly key: keyof Box; readonly label: string; readonly least: number }[];
const fits = [
  { how: 'fit', icon: Scan, label: `${words.fit}: ${words.fitNote}` },
  { how: 'fill', icon: Maximize2, label: `${words.fill}: ${words.fillNote}` },
  { how: 'stretch', icon: StretchHorizontal, label: `${words.stretch}: ${words.stretchNote}` },
] as const;

/** Where items are, in numbers: everything that dragging does, and to the pixel. */
export function PlaceSection({ items }: { readonly items: readonly SceneItem[] }) {
  const scenes = useSceneStudio();
  const ids = items.map(({ id }) => id);
  const { keepsAspect, set } = useStageOptions();
  const isLocked = items.every((item) => item.isLocked);
  const same = (of: (item: SceneItem) => number): number | null => {
    const [first, ...rest] = items.map(of);
    return first !== undefined && rest.every((value) => value === first) ? first : null;
  };
  // what is locked stays where it is, and is no part of what moves
  const free = isLocked ? items : items.filter((item) => !item.isLocked);
  const place = placeOf(free);
  const setSide = (key: keyof Box, value: number, gesture: string | null) =>
    scenes.edit(words.edits.place, (collection) => setPlace(collection, free, key, value, keepsAspect), gesture);
  const reset = () =>
    scenes.edit(words.edits.reset, (collection) => {
      const uncropped = ids.reduce((all, id) => setCrop(all, id, { left: 0, top: 0, right: 0, bottom: 0 }), collection);
      const plain = styleItems(uncropped, ids, { opacity: 1, blend: 'normal', cornerRadius: 0 });
      return fitToCanvas(setFit(plain, ids, 'contain'), ids, 'fit');
    });
  return (
    <Section
      title={words.place}
      aside={
        <span className="flex">
          {fits.map(({ how, icon, label }) => (
            <IconButton
              key={how}
              icon={icon}
              label={label}
              disabled={isLocked}
              className="size-7"
              onClick={() => scenes.edit(words.edits.fit, (collection) => fitToCanvas(collection, ids, how))}
            />
          ))}
          <IconButton
            icon={Move}
            label={words.centre}
            disabled={isLocked}
            className="size-7"
            onClick={() => scenes.edit(words.edits.place, (collection) => centreItems(collection, ids, 'both'))}
          />
          <IconButton
            icon={RotateCcw}
            label={`${words.reset}: ${words.resetNote}`}
            disabled={isLocked}
            className="size-7"
            onClick={reset}
          />
        </span>
      }
    >
      <div className="grid grid-cols-2 gap-1.5">
        {fields.map(({ key, label, least }) => (
          <NumberField
            key={key}
            label={label}
            value={place?.[key] ?? null}
            least={least}
            most={farthest}
            digits={2}
            disabled={isLocked}
            onChange={(value, gesture) => setSide(key, value, gesture)}
          />
        ))}
        <NumberField
          label={words.rotation}
          unit="°"
          value={same(({ rotation }) => rotation)}
          least={-360}
          most={360}
          digits={1}
          disabled={isLocked}
          onChange={(degrees, gesture) =>
            scenes.edit(words.edits.rotate, (collection) => rotateItems(collection, ids, degrees), gesture)
          }
        />
        <IconButton
          icon={Link2}
          label={words.keepAspect}
          aria-pressed={keepsAspect}
          disabled={isLocked}
          className={clsx('size-7', keepsAspect && 'bg-accent-soft text-accent-text')}
          onClick={() => set({ keepsAspect: !keepsAspect })}
        />
      </div>
      {isLocked && <p className="text-2xs text-muted">{words.locked}</p>}
    </Section>
  );
}
