import type { PictureSize } from '../../scenes/edits/default-item.js';

/** The size of the picture in a file, in its own pixels; null for a sound, or where this browser cannot tell. */
export async function pictureSizeOf(file: File): Promise<PictureSize | null> {
  const url = URL.createObjectURL(file);
  try {
    const size = isImage(file) ? await imageSize(url) : await videoSize(url);
    return size.width > 0 && size.height > 0 ? size : null;
  } catch {
    // placed as if it filled the canvas, then
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Whether a file is shown as a still or moving picture, not played. */
export function isImage({ type, name }: File): boolean {
  return type.startsWith('image/') || /\.(?:png|jpe?g|gif|webp|svg)$/i.test(name);
}

async function imageSize(url: string): Promise<PictureSize> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight };
}

function videoSize(url: string): Promise<PictureSize> {
  return new Promise((resolve, reject) => {
    const video = document.createElement('video');
    video.preload = 'metadata';
    video.addEventListener('loadedmetadata', () => resolve({ width: video.videoWidth, height: video.videoHeight }));
    video.addEventListener('error', () => reject(new Error('Expected a video')));
    video.src = url;
  });
}
