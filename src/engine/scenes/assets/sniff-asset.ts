import type { AssetKind } from './asset-kinds.js';

/** So much of a file's beginning says what it is. */
export const sniffBytes = 4096;

/** ISO/IEC 14496-12 brands (`ftyp`) that are not for a `<video>`: still pictures. */
const pictureBrands = new Set(['avif', 'avis', 'mif1', 'msf1', 'heic', 'heix', 'hevc', 'hevx']);
const soundBrands = new Set(['M4A ', 'M4B ']);

/**
 * What a file is by its first bytes (at least `sniffBytes` of them, or all). Null: none of the kinds that scenes show. A
 * file's name and declared type are the sender's claims, and are not asked.
 */
export function sniffAsset(head: Buffer): AssetKind | null {
  if (startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (startsWith(head, [0xff, 0xd8, 0xff])) return 'jpg';
  const text = head.toString('latin1');
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'webp';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'wav';
  if (text.startsWith('OggS')) return 'ogg';
  if (text.slice(4, 8) === 'ftyp') return ofBrand(text.slice(8, 12));
  if (startsWith(head, [0x1a, 0x45, 0xdf, 0xa3])) return isWebm(text) ? 'webm' : null;
  if (text.startsWith('ID3') || isMpegAudio(head)) return 'mp3';
  return isSvg(head) ? 'svg' : null;
}

function startsWith(head: Buffer, bytes: readonly number[]): boolean {
  return head.length >= bytes.length && bytes.every((byte, index) => head[index] === byte);
}

function ofBrand(brand: string): AssetKind | null {
  if (soundBrands.has(brand)) return 'm4a';
  return pictureBrands.has(brand) ? null : 'mp4';
}

/** EBML's DocType (id 0x4282) is in the header, which is some forty bytes long; `matroska` is not what browsers play. */
function isWebm(text: string): boolean {
  return /\x42\x82.webm/s.test(text.slice(0, 128));
}

/** A frame header of layer III (ISO/IEC 11172-3 §2.4.1.3) with a bitrate and a sample rate that exist. */
function isMpegAudio(head: Buffer): boolean {
  const [first, second = 0, third = 0] = head;
  const isLayer3 = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02 && (second & 0x18) !== 0x08;
  return isLayer3 && third >> 4 !== 0 && third >> 4 !== 15 && (third & 0x0c) !== 0x0c;
}

/** A document whose root is `svg`, after what XML allows before it. */
function isSvg(head: Buffer): boolean {
  const utf16 = startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff]);
  if (utf16 || head.includes(0)) return false;
  let rest = head.toString('utf8').replace(/^\uFEFF/, '');
  for (;;) {
    rest = rest.trimStart();
    const skipped = rest.startsWith('<?')
      ? rest.indexOf('?>') + 2
      : rest.startsWith('<!--')
        ? rest.indexOf('-->') + 3
        : /^<!DOCTYPE\s+svg/.test(rest)
          ? endOfDoctype(rest)
          : 0;
    if (skipped === 0) return /^<svg[\s>/]/.test(rest);
    if (skipped < 4) return false; // its end is beyond what was read
    rest = rest.slice(skipped);
  }
}

/** Behind the document type with its own declarations; 0 when there is no end. */
function endOfDoctype(text: string): number {
  const open = text.indexOf('[');
  const close = text.indexOf('>');
  if (open === -1 || close < open) return close + 1;
  const end = text.slice(text.indexOf(']', open)).indexOf('>');
  return end === -1 || !text.includes(']') ? 1 : text.indexOf(']', open) + end + 1;
}
