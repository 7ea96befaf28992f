import type { Link } from '../shared/domain.js';
import type { BroadcastRow } from './archive/journal.js';
import { layout } from './archive/layout.js';

/** Where the origin can be reached: loopback first, then the network's addresses when allowed. */
export type BaseUrls = readonly { readonly url: string; readonly reach: 'computer' | 'network' }[];

/** The links of one broadcast, or of another file of it, the farthest-reaching first; of a private one those of this computer alone. */
export function broadcastLinks(bases: BaseUrls, row: BroadcastRow, file = 'index.html'): Link[] {
  const reached = bases.filter(({ reach }) => row.visibility !== 'private' || reach === 'computer');
  return farthestFirst(reached).map(({ url, reach }) => ({
    kind: 'watch',
    url: `${url}/${layout.broadcast(row.channel, row.id)}/${file}`,
    reach,
  }));
}

/** The permanent links of a channel: its page, and the stream for TVs and VLC. */
export function channelLinks(bases: BaseUrls, channel: string): Link[] {
  return farthestFirst(bases).flatMap(({ url, reach }): Link[] => [
    { kind: 'channel', url: `${url}/${channel}/index.html`, reach },
    { kind: 'stream', url: `${url}/${channel}/live.m3u8`, reach },
  ]);
}

function farthestFirst(bases: BaseUrls): BaseUrls {
  return [...bases.filter(({ reach }) => reach === 'network'), ...bases.filter(({ reach }) => reach === 'computer')];
}
