import type { Canvas } from '../../../shared/scenes/scene-collection.js';
import type { Drawing } from '../compose/draw-list.js';
import { wholeDrawing } from '../compose/transition-layers.js';
import { slate } from '../sources/placeholder.js';
import { programmeWords } from '../sources/programme-words.js';
import type { StillPicture } from '../sources/still-picture.js';

/** The slate alone, all over the programme; made when it is first shown. */
export class Slate {
  #made: { readonly picture: StillPicture; readonly width: number; readonly height: number } | null = null;

  drawing({ width, height }: Canvas): Drawing {
    if (this.#made?.width !== width || this.#made.height !== height) {
      this.close();
      const picture = slate(width, height, programmeWords.slateTitle, programmeWords.slateLine);
      this.#made = { picture, width, height };
    }
    return wholeDrawing({ width, height }, [
      {
        // no source's id: those have no space
        sourceId: 'the slate',
        picture: this.#made.picture.at(),
        rect: { x: 0, y: 0, width, height },
        rotationRadians: 0,
        part: { left: 0, top: 0, right: 1, bottom: 1 },
        opacity: 1,
        blend: 'normal',
        cornerRadius: 0,
        effects: null,
      },
    ]);
  }

  close(): void {
    this.#made?.picture.close();
    this.#made = null;
  }
}
