/** Files that browsers show as pictures. */
export const imageFiles = 'image/png,image/jpeg,image/gif,image/webp,image/svg+xml,.svg';
/** Videos and sounds that the engine takes. */
export const mediaFiles = 'video/mp4,video/webm,audio/mpeg,audio/mp4,audio/wav,audio/ogg,.m4a';

/** Lets the creator choose files; empty when they chose none. From a gesture. `accept`: as an input's. */
export function pickFiles(accept: string, isMany = false): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = isMany;
    input.hidden = true;
    const end = (files: readonly File[]): void => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => end([...(input.files ?? [])]));
    input.addEventListener('cancel', () => end([]));
    // in the page: one that only its own listeners hold may be collected while the dialog is open
    document.body.append(input);
    input.click();
  });
}
