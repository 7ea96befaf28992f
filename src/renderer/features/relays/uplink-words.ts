import type { UplinkBudget } from '../../../shared/relays.js';
import { formatBitrate } from '../../ui/format.js';

/** What ladder and relays take of the line, in a sentence or two. `isEstimate`: before the programme is there. */
export function uplinkSentence(budget: UplinkBudget, isEstimate: boolean): string {
  const { ladder, needed, measured, usable, isComplete } = budget;
  const line =
    measured === null || usable === null
      ? 'Your line has not been measured.'
      : `Your line was measured at ${formatBitrate(measured)}, of which ${formatBitrate(usable)} may be used.`;
  const known = formatBitrate(needed);
  if (isComplete) {
    const who = ladder === 0 ? 'The relays need' : 'Relays and bucket together need';
    return `${who} ${isEstimate ? 'about ' : ''}${known} of uplink. ${line}`;
  }
  if (needed === 0) return `What the relays take of the line is known once the programme is there. ${line}`;
  if (needed > ladder)
    return `${known} of uplink so far; the rest is known once all relays have their programme. ${line}`;
  return `The ladder needs ${known} of uplink; what the relays take is known once the programme is there. ${line}`;
}
