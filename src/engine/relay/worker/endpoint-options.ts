import type { RtmpPushOptions } from '../rtmp/push-options.js';
import type { RelayEndpoint, RelayTarget } from '../relay-target.js';
import type { Via } from './backoff-plan.js';

/** How to connect to one of a target's addresses; a missing backup is the primary. */
export function endpointOptions(
  target: Pick<RelayTarget, 'primary' | 'backup' | 'ca'>,
  via: Via,
  connectTimeoutMs: number,
): RtmpPushOptions {
  const { url, key } = (via === 'backup' ? target.backup : null) ?? target.primary;
  return { url, key, connectTimeoutMs, ...(target.ca === undefined ? {} : { tls: { ca: target.ca } }) };
}

/** Whether an address and its key are the same in both. */
export function isSameEndpoint(before: RelayEndpoint | null, after: RelayEndpoint | null): boolean {
  return before?.url === after?.url && before?.key === after?.key;
}
