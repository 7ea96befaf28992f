import { Canvas2dRenderer } from '../../src/renderer/media/canvas2d/canvas2d-renderer.js';
import type { Drawing, DrawItem, Picture } from '../../src/renderer/media/compose/draw-list.js';
import { transitionDrawing, wholeDrawing } from '../../src/renderer/media/compose/transition-layers.js';
import { GlRenderer } from '../../src/renderer/media/gl/gl-renderer.js';
import { Surface } from '../../src/renderer/media/programme/surface.js';
import { drawText } from '../../src/renderer/media/sources/draw-text.js';

const size = { width: 320, height: 180 };
let versions = 0;

/** A picture with a colour per corner, soft between them, and a hard line: what is turned or mirrored is seen to be. */
function testPicture(width: number, height: number): ImageBitmap {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('Expected a 2D context');
  const corners = ['#d02020', '#20c040', '#2050d0', '#e0c020'];
  corners.forEach((colour, index) => {
    context.fillStyle = colour;
    context.fillRect(((index % 2) * width) / 2, (Math.floor(index / 2) * height) / 2, width / 2, height / 2);
  });
  context.fillStyle = '#f0f0f0';
  context.fillRect(0, height * 0.2, width, height * 0.1);
  return canvas.transferToImageBitmap();
}

/** Half see-through. */
function glass(): ImageBitmap {
  const canvas = new OffscreenCanvas(64, 64);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('Expected a 2D context');
  context.fillStyle = '#ff8000a0';
  context.fillRect(0, 0, 64, 64);
  return canvas.transferToImageBitmap();
}

const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const noEffects = { chromaKey: null, colour: null, blurPx: 0 };

function item(sourceId: string, image: Picture['image'], changes: Partial<DrawItem> = {}): DrawItem {
  versions += 1;
  return {
    sourceId,
    picture: { image, version: versions, size: null, shift: { u: 0, v: 0 }, isMirrored: false },
    rect: { x: 40, y: 30, width: 240, height: 120 },
    rotationRadians: 0,
    part: whole,
    opacity: 1,
    blend: 'normal',
    cornerRadius: 0,
    effects: null,
    ...changes,
  };
}

/** Scenes that use all that an item may ask for. */
function scenes(): Readonly<Record<string, Drawing>> {
  const [picture, other] = [testPicture(240, 120), testPicture(120, 180)];
  const below = item('below', other, { rect: { x: 0, y: 0, ...size } });
  const above = (changes: Partial<DrawItem>): Drawing => wholeDrawing(size, [below, item('above', picture, changes)]);
  const scrolled = { image: picture, version: 0, size: null, shift: { u: 0.3, v: 0.6 }, isMirrored: false };
  const text = drawText('Straight\non', {
    ...({ font: 'sans-serif', sizePx: 40, weight: 800, isItalic: false, colour: '#ffffff', align: 'centre' } as const),
    ...{ outline: { colour: '#000000', widthPx: 3 }, background: { colour: '#30405080', paddingPx: 8 } },
  });
  const frame = new VideoFrame(picture, { timestamp: 0 });
  const colour = { brightness: 0.1, contrast: 1.3, saturation: 0.6, hueDegrees: 40, gamma: 1.4 };
  const chromaKey = { colour: '#20c040', similarity: 0.2, smoothness: 0.1, spill: 0.1 };
  const [from, to] = [[below], [item('above', picture)]];
  return {
    plain: above({}),
    // longer than any texture may be
    huge: wholeDrawing(size, [
      below,
      item('huge', testPicture(17_000, 1_000), { rect: { x: 20, y: 40, width: 272, height: 16 } }),
    ]),
    frame: wholeDrawing(size, [below, item('frame', frame)]),
    stretched: above({ rect: { x: 10, y: 5, width: 300, height: 60 } }),
    small: above({ rect: { x: 100, y: 60, width: 48, height: 24 } }),
    cropped: above({ part: { left: 0.25, top: 0.1, right: 0.9, bottom: 0.6 } }),
    mirrored: above({ part: { left: 1, top: 0, right: 0, bottom: 1 } }),
    turned: above({ rotationRadians: 0.5 }),
    round: above({ cornerRadius: 40 }),
    'round and turned': above({ cornerRadius: 60, rotationRadians: -0.7 }),
    'see-through': above({ opacity: 0.4 }),
    glass: wholeDrawing(size, [below, item('glass', glass(), { opacity: 0.8, cornerRadius: 10 })]),
    text: wholeDrawing(size, [below, item('text', text.bitmap)]),
    scrolled: above({ picture: { ...scrolled, version: -5 } }),
    add: above({ blend: 'add', opacity: 0.7 }),
    screen: above({ blend: 'screen', opacity: 0.7 }),
    multiply: above({ blend: 'multiply', opacity: 0.7 }),
    lighten: above({ blend: 'lighten', opacity: 0.7, rotationRadians: 0.2 }),
    darken: above({ blend: 'darken', opacity: 0.7 }),
    keyed: above({ effects: { ...noEffects, chromaKey } }),
    coloured: above({ effects: { ...noEffects, colour } }),
    'keyed, coloured, turned': above({ effects: { chromaKey, colour, blurPx: 0 }, rotationRadians: 0.4 }),
    blurred: above({ effects: { ...noEffects, blurPx: 5 }, cornerRadius: 20 }),
    'blurred widely': above({ effects: { ...noEffects, blurPx: 24 } }),
    fade: transitionDrawing(size, 'fade', 0.3, from, to),
    slide: transitionDrawing(size, 'slide', 0.4, from, to),
    wipe: transitionDrawing(size, 'wipe', 0.4, from, to),
  };
}

function pixelsOf(bitmap: ImageBitmap): Uint8ClampedArray {
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('Expected a 2D context');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context.getImageData(0, 0, size.width, size.height).data;
}

/** Draws each scene both ways: the mean difference of a colour (0–255), the share of pixels that differ by more than 24, and a few colours. */
export function compareRenderers(): Record<string, { mean: number; far: number; colours: number[][] }> {
  const [gl, flat] = [new GlRenderer({ acceptsSoftware: true }), new Canvas2dRenderer()];
  const result: Record<string, { mean: number; far: number; colours: number[][] }> = {};
  for (const [name, drawing] of Object.entries(scenes())) {
    const picture = gl.draw(drawing);
    if (picture === null) throw new Error('Expected a GPU context');
    const [one, other] = [pixelsOf(picture), pixelsOf(flat.draw(drawing))];
    let [sum, far] = [0, 0];
    for (let at = 0; at < one.length; at += 4) {
      const apart = [0, 1, 2].map((channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)));
      sum += apart.reduce((total, value) => total + value, 0) / 3;
      if (Math.max(...apart) > 24) far += 1;
    }
    const places = [5, 60, 160, 260].map((x) => 4 * (50 * size.width + x));
    const colours = places.map((at) => [...one.slice(at, at + 3)]);
    result[name] = { mean: sum / (one.length / 4), far: far / (one.length / 4), colours };
  }
  gl.dispose();
  return result;
}

/** Takes the GPU's context away again and again: what was drawn with each time, what was told, and whether the picture stayed. */
export function survivesLostContexts(): { kinds: string[]; told: string[]; colours: number[][] } {
  const made: GlRenderer[] = [];
  const told: string[] = [];
  const surface = new Surface({
    display: new OffscreenCanvas(size.width, size.height),
    mode: 'auto',
    onTrouble: ({ code, details }) => told.push(`${code} ${String(details['renderer'])}`),
    makers: {
      webgl2: () => {
        const renderer = new GlRenderer({ acceptsSoftware: true });
        made.push(renderer);
        return renderer;
      },
      canvas2d: () => new Canvas2dRenderer(),
    },
  });
  const drawing = wholeDrawing(size, [item('one', testPicture(320, 180), { rect: { x: 0, y: 0, ...size } })]);
  const [kinds, colours]: [string[], number[][]] = [[], []];
  for (let round = 0; round < 4; round += 1) {
    const pixels = pixelsOf(surface.draw(drawing));
    kinds.push(surface.kind);
    colours.push([...pixels.slice(0, 3)]);
    made.at(-1)?.loseContext();
  }
  surface.close();
  return { kinds, told, colours };
}
