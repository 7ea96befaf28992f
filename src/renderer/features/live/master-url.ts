import type { Link } from '../../../shared/domain.js';

/**
 * The master playlist beside the page of a watch link on this computer (archive/layout.ts: `b/<id>/index.html` and
 * `b/<id>/master.m3u8`), or null. Loopback, because the preview must not leave the computer to come back.
 */
export function masterUrlOf(links: readonly Link[]): string | null {
  const link = links.find(
    ({ kind, reach, destinationId }) => kind === 'watch' && reach === 'computer' && destinationId === undefined,
  );
  return link === undefined ? null : new URL('master.m3u8', link.url).href;
}
