import { desktopCapturer, screen, type DesktopCapturerSource, type NativeImage } from 'electron';
import type { CaptureOffer, CaptureOffers } from '../shared/host-capture.js';
import { isForbidden } from '../shared/media-permission.js';
import { systemPermission } from './system-permissions.js';

const thumbnailSize = { width: 320, height: 180 };
const iconWidth = 32;
const jpegQuality = 75;
/** More windows than anybody looks through; each costs some kilobytes. */
const maxOffers = 100;

/** The system's own number in an id (`window:NUMBER:…`). */
const numberIn = (id: string): string | undefined => id.split(':')[1];

/** The screens and windows that there are. `ownIds`: of the studio's own windows. */
export async function listOffers(ownIds: readonly string[]): Promise<CaptureOffers> {
  const own = new Set(ownIds.map(numberIn));
  // where it is not decided yet, this has macOS ask, and list this program in its settings
  const found = await desktopCapturer.getSources({
    types: ['screen', 'window'],
    thumbnailSize,
    fetchWindowIcons: true,
  });
  return {
    permission: isForbidden(systemPermission('screen')) ? 'denied' : 'granted',
    offers: found.slice(0, maxOffers).map((source) => toOffer(source, own)),
  };
}

function toOffer(source: DesktopCapturerSource, own: ReadonlySet<string | undefined>): CaptureOffer {
  const { id, name, thumbnail, appIcon, display_id } = source;
  const kind = id.startsWith('screen:') ? 'screen' : 'window';
  return {
    id,
    kind,
    name: name.slice(0, 300),
    thumbnail: thumbnail.isEmpty() ? null : dataUrl('jpeg', thumbnail.toJPEG(jpegQuality)),
    icon: iconOf(appIcon),
    size: kind === 'screen' ? sizeOf(display_id) : null,
    isOwn: kind === 'window' && own.has(numberIn(id)),
  };
}

function iconOf(icon: NativeImage | null): string | null {
  if (icon === null || icon.isEmpty()) return null;
  const { width } = icon.getSize();
  return dataUrl('png', (width > iconWidth ? icon.resize({ width: iconWidth }) : icon).toPNG());
}

function sizeOf(displayId: string): CaptureOffer['size'] {
  const display = screen.getAllDisplays().find(({ id }) => String(id) === displayId);
  if (display === undefined) return null;
  const { size, scaleFactor } = display;
  return { width: Math.round(size.width * scaleFactor), height: Math.round(size.height * scaleFactor) };
}

const dataUrl = (type: 'jpeg' | 'png', bytes: Buffer): string =>
  `data:image/${type};base64,${bytes.toString('base64')}`;
