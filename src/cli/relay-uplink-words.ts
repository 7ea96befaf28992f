import type { StudioState } from '../shared/studio-state.js';
import { formatBitrate } from './amounts.js';

/** What ladder and relays take of the line, and what it carries; begins with `warning:` where that is not enough. Null: nothing to say. */
export function relayUplinkLine({ uplink }: Pick<StudioState, 'uplink'>, isEstimate: boolean) {
  if (uplink === null || uplink.needed === 0) return null;
  const { ladder, needed, measured, usable, fits } = uplink;
  const who = ladder === 0 ? 'The relays need' : 'Bucket and relays together need';
  const need = `${who} ${isEstimate ? 'about ' : ''}${formatBitrate(needed)} of the line`;
  if (usable === null || measured === null) return `${need}, which has not been measured.`;
  const line = `${need}: it was measured at ${formatBitrate(measured)}, of which ${formatBitrate(usable)} may be used.`;
  return fits === false ? `warning: ${line} Stop a relay, or send less.` : line;
}
