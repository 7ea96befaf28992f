import { Pipette } from 'lucide-react';
import type { Effects, SceneSource } from '../../../shared/scenes/scene-source.js';
import { setEffects } from '../../scenes/edits/edit-source.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { Button } from '../../ui/button.js';
import { CheckField } from './check-field.js';
import { ColourField } from './colour-field.js';
import { pickColour } from './eye-dropper.js';
import { inspectorWords as words } from './inspector-words.js';
import { RangeField } from './range-field.js';
import { Section } from './section.js';

const noKey = { colour: '#00b140', similarity: 0.4, smoothness: 0.08, spill: 0.1 };
const noColour = { brightness: 0, contrast: 1, saturation: 1, hueDegrees: 0, gamma: 1 };

const keyFields = [
  { key: 'similarity', label: words.similarity },
  { key: 'smoothness', label: words.smoothness },
  { key: 'spill', label: words.spill },
] as const;
const colourFields = [
  { key: 'brightness', label: words.brightness, least: -1, most: 1, step: 0.01 },
  { key: 'contrast', label: words.contrast, least: 0, most: 3, step: 0.01 },
  { key: 'saturation', label: words.saturation, least: 0, most: 3, step: 0.01 },
  { key: 'hueDegrees', label: words.hue, least: -180, most: 180, step: 1 },
  { key: 'gamma', label: words.gamma, least: 0.2, most: 5, step: 0.01 },
] as const;

/** What changes a source's picture, in every scene. */
export function EffectsSection({ source }: { readonly source: SceneSource }) {
  const scenes = useSceneStudio();
  const { chromaKey, colour, blurPx } = source.effects;
  const set = (change: Partial<Effects>, gesture: string | null = null) =>
    scenes.edit(words.edits.effects, (collection) => setEffects(collection, source.id, change), gesture);
  return (
    <Section title={words.effects}>
      <p className="text-2xs text-muted">{words.effectsNote}</p>
      <CheckField
        label={words.chromaKey}
        isOn={chromaKey !== null}
        onChange={(isOn) => set({ chromaKey: isOn ? noKey : null })}
      />
      {chromaKey !== null && (
        <>
          <ColourField
            label={words.keyColour}
            value={chromaKey.colour}
            onChange={(next, gesture) => set({ chromaKey: { ...chromaKey, colour: next.slice(0, 7) } }, gesture)}
          />
          {pickColour !== null && (
            <Button
              size="small"
              icon={Pipette}
              onClick={() => {
                void pickColour?.().then((next) => next !== null && set({ chromaKey: { ...chromaKey, colour: next } }));
              }}
            >
              {words.eyedropper}
            </Button>
          )}
          {keyFields.map(({ key, label }) => (
            <RangeField
              key={key}
              label={label}
              value={chromaKey[key]}
              least={0}
              most={1}
              step={0.01}
              digits={2}
              onChange={(value, gesture) => set({ chromaKey: { ...chromaKey, [key]: value } }, gesture)}
            />
          ))}
        </>
      )}
      <CheckField
        label={words.adjust}
        isOn={colour !== null}
        onChange={(isOn) => set({ colour: isOn ? noColour : null })}
      />
      {colour !== null &&
        colourFields.map(({ key, label, ...range }) => (
          <RangeField
            key={key}
            label={label}
            value={colour[key]}
            digits={2}
            {...range}
            onChange={(value, gesture) => set({ colour: { ...colour, [key]: value } }, gesture)}
          />
        ))}
      <RangeField
        label={words.blur}
        unit="px"
        value={blurPx}
        least={0}
        most={100}
        step={1}
        onChange={(value, gesture) => set({ blurPx: value }, gesture)}
      />
    </Section>
  );
}
