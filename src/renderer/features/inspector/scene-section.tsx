import { useIsOnAir } from '../../app/is-on-air.js';
import { canvasRates, canvasSizes } from '../../scenes/canvas-choices.js';
import { setCanvas } from '../../scenes/edits/set-canvas.js';
import { useCollection, useSceneStudio } from '../../stores/scene-context.js';
import { settingsWords } from '../settings/settings-words.js';
import { inspectorWords as words } from './inspector-words.js';
import { RateField } from './rate-field.js';
import { Section } from './section.js';
import { SizeField } from './size-field.js';

const sizes = canvasSizes.map(({ width, height }) => `${width}x${height}`);

/** Nothing is selected: the programme itself. */
export function SceneSection() {
  const scenes = useSceneStudio();
  const canvas = useCollection((collection) => collection.canvas);
  const isHeld = useIsOnAir();
  const set = (change: Partial<typeof canvas>) =>
    scenes.edit(words.edits.canvas, (collection) => setCanvas(collection, { ...collection.canvas, ...change }));
  return (
    <>
      <p className="border-b border-line px-3 py-2.5 text-xs text-muted">{words.hint}</p>
      <Section title={words.scene}>
        <SizeField label={words.canvas} value={canvas} sizes={sizes} disabled={isHeld} onChange={set} />
        <RateField
          label={words.fps}
          value={canvas.fps}
          rates={canvasRates}
          disabled={isHeld}
          onChange={(fps) => set({ fps })}
        />
        <p className="text-2xs text-muted">{isHeld ? settingsWords.whileLive : words.canvasNote}</p>
      </Section>
    </>
  );
}
