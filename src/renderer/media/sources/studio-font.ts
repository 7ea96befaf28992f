import latin from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url';
import latinExtended from '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2?url';

/** As the studio's styles name it; text without a font of its own, placeholders and the slate are set in it. */
const family = 'Inter Variable';
let isLoaded = false;

/**
 * What a font in CSS ends with. The family is named once it is there, not before: Chromium keeps what it found for a font's
 * text the first time, and would go on without it.
 */
export function fallbackFonts(): string {
  return isLoaded ? `"${family}", system-ui, sans-serif` : 'system-ui, sans-serif';
}

/** Loads the studio's own font into this worker, which shares none with the page. Without it the system's stands in. */
export async function loadStudioFont(): Promise<void> {
  // the DOM's types know a document's fonts alone
  const { fonts } = self as unknown as { readonly fonts: FontFaceSet };
  for (const [url, unicodeRange] of [
    [latin, 'U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122'],
    [latinExtended, 'U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+2C60-2C7F, U+A720-A7FF'],
  ] as const) {
    const face = new FontFace(family, `url(${url})`, { weight: '100 900', unicodeRange });
    fonts.add(await face.load());
  }
  isLoaded = true;
}
