import type { StudioMedia } from '../../media/studio-media.js';

/** The canvases that the programme worker draws on. */
export interface StageCanvases {
  readonly generation: number;
  readonly programme: HTMLCanvasElement;
  readonly preview: HTMLCanvasElement;
}

const byMedia = new WeakMap<StudioMedia, StageCanvases>();

/**
 * The canvases as they are now. From the first call on the programme is composed, whatever page is open, and each worker that takes the
 * place of one that died gets new ones at once. They are made outside of React: a canvas is transferred to the worker once, and
 * must outlive the page that shows it (the creator looks at the settings while the programme goes on).
 */
export function stageCanvasesOf(media: StudioMedia): StageCanvases {
  const { generation } = media.state();
  const known = byMedia.get(media);
  if (known?.generation === generation) return known;
  const canvases = { generation, programme: makeCanvas(), preview: makeCanvas() };
  byMedia.set(media, canvases);
  if (known === undefined) media.subscribe(() => stageCanvasesOf(media));
  media.mount(canvases.programme, canvases.preview);
  return canvases;
}

function makeCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.className = 'block size-full';
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}
