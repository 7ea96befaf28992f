import type { WebPageFailure } from '../../shared/web-pages.js';

/** Chromium's net_error_list.h: aborted is what a newer load, or an answer without a page, replaced. */
const aborted = -3;
/** Blocked (by us, too), an address that is none or of a scheme or port that is not taken. */
const blocked: ReadonlySet<number> = new Set([-20, -22, -27, -300, -301, -302, -312]);

/** Why a page was not loaded, by Chromium's code; null: it was not meant to be. */
export function loadFailure(code: number): WebPageFailure | null {
  if (code === aborted) return null;
  if (code <= -200 && code > -300) return 'certificate';
  return blocked.has(code) ? 'blocked' : 'unreachable';
}
