import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RtmpPush } from '../../src/engine/relay/rtmp/rtmp-push.js';
import type { RelayTag } from '../../src/engine/relay/relay-tag.js';
import { monotonicMs } from './monotonic.js';
import type { TakenPacket } from './relay-services.js';

/** When each packet was sent, by its digest: several times where the clip was sent several times. */
export type SentTimes = ReadonlyMap<string, readonly number[]>;

/** Pushes a clip in its own time to several ends at once, over and over, until `isOver`. */
export async function pushInTime(
  tags: readonly RelayTag[],
  clipSeconds: number,
  ends: readonly { readonly url: string; readonly key: string }[],
  isOver: () => boolean,
): Promise<SentTimes> {
  const sent = new Map<string, number[]>();
  const digests = tags.map(({ data }) => createHash('sha1').update(data).digest('hex'));
  const { signal } = new AbortController();
  const pushes = await Promise.all(ends.map((end) => RtmpPush.open({ ...end, connectTimeoutMs: 5_000 }, signal)));
  const startMs = monotonicMs();
  for (let turn = 0; !isOver(); turn += 1) {
    for (const [index, tag] of tags.entries()) {
      if (isOver()) break;
      const timestampMs = turn * clipSeconds * 1_000 + tag.timestampMs;
      const waitMs = startMs + timestampMs - monotonicMs();
      if (waitMs > 0.5) await pause(waitMs);
      const digest = digests[index] ?? '';
      sent.set(digest, [...(sent.get(digest) ?? []), monotonicMs()]);
      for (const push of pushes) push.send({ ...tag, timestampMs });
    }
  }
  await Promise.all(pushes.map((push) => push.close()));
  return sent;
}

/**
 * From a packet's sending to its arrival, milliseconds, of those that arrived while `isMeant`. A packet that was sent several
 * times: the newest before it came. What a publish begins with (the GOP under way) was sent before it was on, and is left out.
 */
export function latenciesOf(
  sent: SentTimes,
  taken: readonly TakenPacket[],
  isMeant: (atMs: number) => boolean = () => true,
): number[] {
  return taken.flatMap(([digest, atMs, sinceMs]) => {
    const sentMs = isMeant(atMs) ? sent.get(digest)?.findLast((each) => each <= atMs) : undefined;
    return sentMs === undefined || sentMs < sinceMs ? [] : [atMs - sentMs];
  });
}
