import { copiesPixelsAtOnce } from '../../src/renderer/media/sources/frame-canvas.js';
import { PageImage } from '../../src/renderer/media/sources/page-image.js';
import { NewestFrame } from '../../src/renderer/media/sources/newest-frame.js';

const size = { width: 64, height: 48 };

/** A frame as a camera brings it: brightness and two colours apart, and the right half brighter than the left. */
function cameraFrame(brightness: number): VideoFrame {
  const { width, height } = size;
  const pixels = new Uint8Array((width * height * 3) / 2).fill(90);
  for (let at = 0; at < width * height; at += 1) pixels[at] = at % width < width / 2 ? brightness : brightness + 60;
  return new VideoFrame(pixels, { format: 'I420', codedWidth: width, codedHeight: height, timestamp: 0 });
}

function coloursOf(image: CanvasImageSource): number[] {
  const context = new OffscreenCanvas(size.width, size.height).getContext('2d');
  if (context === null) throw new Error('Expected a 2D context');
  context.drawImage(image, 0, 0);
  return [8, 56].flatMap((x) => [...context.getImageData(x, 20, 1, 1).data]);
}

const kindOf = (image: unknown): string =>
  image instanceof OffscreenCanvas ? 'copy' : image instanceof VideoFrame ? 'frame' : 'nothing';

/** What is drawn of a source's frames, one after the other, and which of them are held then. */
export function followsFrames(copiesPixels: boolean) {
  const newest = new NewestFrame(() => copiesPixels);
  const frames = [cameraFrame(40), cameraFrame(80), cameraFrame(120)] as const;
  const expected = frames.map(coloursOf);
  const held = (): boolean[] => frames.map(({ format }) => format !== null);
  const look = () => {
    const image = newest.image();
    return { kind: kindOf(image), colours: image === null ? [] : coloursOf(image), held: held() };
  };
  const before = kindOf(newest.image());
  newest.take(frames[0]);
  newest.take(frames[1]);
  const seen = [look(), look()];
  newest.take(frames[2]);
  seen.push(look());
  newest.close();
  return { canCopy: copiesPixelsAtOnce(), before, expected, seen, heldAfter: held() };
}

/**
 * What is drawn of a web page after each of its paintings: half-transparent red, then a blue right half, then a green left one. And what
 * holds it: in turns as given.
 */
export function followsPage(asCanvas: readonly [boolean, boolean, boolean]) {
  const { width, height } = size;
  const page = new PageImage(width, height);
  const paint = (x: number, across: number, [blue, green, red, alpha]: readonly [number, number, number, number]) => {
    const pixels = new Uint8Array(across * height * 4);
    for (let at = 0; at < pixels.length; at += 4) pixels.set([blue, green, red, alpha], at);
    page.put({ x, y: 0, width: across, height }, pixels);
  };
  const paintings = [
    () => paint(0, width, [0, 0, 128, 128]),
    () => paint(width / 2, width / 2, [255, 0, 0, 255]),
    () => paint(0, width / 2, [0, 255, 0, 255]),
  ];
  const seen = paintings.map((next, index) => {
    next();
    const image = page.image(asCanvas[index] ?? false);
    return { kind: kindOf(image), colours: coloursOf(image), isSame: image === page.image(asCanvas[index] ?? false) };
  });
  page.close();
  return seen;
}
