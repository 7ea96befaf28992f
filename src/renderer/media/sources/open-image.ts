import { AppError } from '../../../shared/errors.js';
import { MovingImage } from './moving-image.js';
import type { SourcePicture } from './source-picture.js';
import { StillPicture } from './still-picture.js';

/**
 * A file's picture, moving where it moves. The kind is read from the bytes: a name may lie. Throws AppError
 * `input.invalid` when it cannot be decoded.
 */
export async function openImage(file: Blob): Promise<SourcePicture> {
  const data = await file.arrayBuffer();
  const type = kindOf(new Uint8Array(data));
  if (type === null) throw new AppError('input.invalid', 'Expected a png, jpg, gif or webp, got something else');
  try {
    if (type !== 'image/jpeg') {
      const decoder = new ImageDecoder({ data, type });
      // all of it first: before that a count may still grow
      await Promise.all([decoder.completed, decoder.tracks.ready]);
      const count = decoder.tracks.selectedTrack?.frameCount ?? 1;
      if (count > 1) return new MovingImage(decoder, count, (await decoder.decode()).image);
      decoder.close();
    }
    return new StillPicture(await createImageBitmap(new Blob([data], { type })));
  } catch (cause) {
    throw new AppError('input.invalid', `Expected a readable ${type}, got a damaged one`, { cause });
  }
}

/** The kind of an image by its first bytes; null: none that is taken. */
export function kindOf(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | null {
  const text = String.fromCharCode(...bytes.subarray(0, 12));
  if (text.startsWith('\x89PNG')) return 'image/png';
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('GIF8')) return 'image/gif';
  if (text.startsWith('RIFF') && text.endsWith('WEBP')) return 'image/webp';
  return null;
}
