import { TriangleAlert } from 'lucide-react';
import { useIsOnAir } from '../../app/is-on-air.js';
import { setCanvas } from '../../scenes/edits/set-canvas.js';
import { smallerCanvas } from '../../scenes/edits/smaller-canvas.js';
import { useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { panelWords as words } from './panel-words.js';

/** The first pictures take longer than those after them, and say nothing. */
const settledPictures = 150;

/** Before a show: this computer composes too slowly for its canvas, and one press makes it smaller. Undone like any edit. */
export function CanvasOffer() {
  const scenes = useSceneStudio();
  const canvas = useScenes((view) => collectionOf(view)?.canvas ?? null);
  const figures = useMedia((state) => state.figures);
  const isHeld = useIsOnAir();
  if (isHeld || canvas === null || figures === null || figures.composed < settledPictures) return null;
  const smaller = smallerCanvas(canvas);
  if (smaller === null || figures.composeP95Ms <= 1000 / canvas.fps) return null;
  return (
    <section
      aria-label={words.canvasOffer}
      className="grid gap-2.5 rounded-card border border-warn/40 bg-warn-soft px-4 py-3 text-sm"
    >
      <p className="flex gap-2.5">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
        <span>{words.canvasTooLarge(canvas, figures.renderer !== 'webgl2')}</span>
      </p>
      <Button
        className="justify-self-start"
        onClick={() => scenes.edit(words.canvasEdit, (collection) => setCanvas(collection, smaller))}
      >
        {words.canvasUse(smaller)}
      </Button>
    </section>
  );
}
