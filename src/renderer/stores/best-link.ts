import type { Link, Reach } from '../../shared/domain.js';

const widest: readonly Reach[] = ['anyone', 'network', 'computer'];

/** The link of a kind that reaches furthest: the one to hand out. */
export function bestLink(links: readonly Link[], kind: Link['kind']): Link | null {
  for (const reach of widest) {
    const link = links.find((each) => each.kind === kind && each.reach === reach);
    if (link !== undefined) return link;
  }
  return null;
}
