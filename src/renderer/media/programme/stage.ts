import type { Canvas, Scene, SceneCollection, Transition } from '../../../shared/scenes/scene-collection.js';
import type { Drawing } from '../compose/draw-list.js';
import { sceneItems, type PictureBook } from '../compose/scene-items.js';
import { transitionDrawing, wholeDrawing } from '../compose/transition-layers.js';

/** Of the programme before the first collection has come. */
const firstCanvas: Canvas = { width: 1280, height: 720, fps: 30 };

interface Running {
  readonly from: Scene;
  readonly transition: Transition;
  readonly startMs: number;
}

/** Which scenes are on: the programme's, on its way from another one, and the one in preview. */
export class Stage {
  readonly #onScene: (sceneId: string) => void;
  #canvas = firstCanvas;
  #programme: Scene | null = null;
  #preview: Scene | null = null;
  #running: Running | null = null;

  /** `onScene`: told when a scene is on, its transition being over. */
  constructor(onScene: (sceneId: string) => void) {
    this.#onScene = onScene;
  }

  get canvas(): Canvas {
    return this.#canvas;
  }

  /** Takes an arrangement; another programme scene comes by the transition, or at once without one. */
  set(
    collection: Pick<SceneCollection, 'canvas' | 'scenes'>,
    programmeSceneId: string,
    previewSceneId: string | null,
    transition: Transition | undefined,
    nowMs: number,
  ): void {
    const find = (id: string | null): Scene | null => collection.scenes.find((scene) => scene.id === id) ?? null;
    const from = this.#programme;
    this.#canvas = collection.canvas;
    this.#programme = find(programmeSceneId);
    this.#preview = find(previewSceneId);
    if (from?.id === programmeSceneId) return;
    const isSeen = from !== null && transition !== undefined && transition.kind !== 'cut' && transition.durationMs > 0;
    this.#running = isSeen ? { from, transition, startMs: nowMs } : null;
    if (!isSeen && this.#programme !== null) this.#onScene(programmeSceneId);
  }

  /** The programme at that moment. */
  drawing(nowMs: number, book: PictureBook): Drawing {
    const to = this.#programme === null ? [] : sceneItems(this.#programme, book);
    const running = this.#running;
    if (running === null) return wholeDrawing(this.#canvas, to);
    const { from, transition, startMs } = running;
    const progress = (nowMs - startMs) / transition.durationMs;
    if (progress >= 1) {
      this.#running = null;
      if (this.#programme !== null) this.#onScene(this.#programme.id);
      return wholeDrawing(this.#canvas, to);
    }
    return transitionDrawing(this.#canvas, transition.kind, progress, sceneItems(from, book), to);
  }

  /** What would be taken next; null outside of studio mode. */
  previewDrawing(book: PictureBook): Drawing | null {
    return this.#preview === null ? null : wholeDrawing(this.#canvas, sceneItems(this.#preview, book));
  }
}
