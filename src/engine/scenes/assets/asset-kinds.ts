const mebibyte = 1024 * 1024;
const image = 64 * mebibyte;
const media = 4096 * mebibyte;

/** The kinds of files that scenes may show: how each is served, and how large it may be (bytes). The key is the id's ending. */
export const assetKinds = {
  png: { contentType: 'image/png', maxBytes: image },
  jpg: { contentType: 'image/jpeg', maxBytes: image },
  gif: { contentType: 'image/gif', maxBytes: image },
  webp: { contentType: 'image/webp', maxBytes: image },
  svg: { contentType: 'image/svg+xml', maxBytes: image },
  mp4: { contentType: 'video/mp4', maxBytes: media },
  webm: { contentType: 'video/webm', maxBytes: media },
  mp3: { contentType: 'audio/mpeg', maxBytes: media },
  m4a: { contentType: 'audio/mp4', maxBytes: media },
  wav: { contentType: 'audio/wav', maxBytes: media },
  ogg: { contentType: 'audio/ogg', maxBytes: media },
} as const;
export type AssetKind = keyof typeof assetKinds;

/** The kind in an asset's id, or null where it is none. */
export function kindOfAsset(assetId: string): AssetKind | null {
  const kind = assetId.slice(assetId.lastIndexOf('.') + 1);
  return Object.hasOwn(assetKinds, kind) ? (kind as AssetKind) : null;
}
