import type { Reason } from '../../shared/domain.js';
import { assertNever } from '../../shared/errors.js';
import type { ServerState } from '../../shared/studio-state.js';
import type { SupervisorState } from '../supervisor.js';

function statusOf(supervised: SupervisorState): ServerState['status'] {
  switch (supervised.status) {
    case 'offline':
    case 'stopping':
      return 'offline';
    case 'starting':
      return 'starting';
    case 'live':
      return 'listening';
    case 'reconnecting':
      return 'restarting';
    case 'failed':
      return 'failed';
    default:
      return assertNever(supervised);
  }
}

function reasonOf(supervised: SupervisorState, wantedPort: number, port: number | null): Reason | null {
  if (supervised.status === 'failed') return { code: supervised.error.code, details: supervised.error.details };
  if (supervised.status === 'reconnecting') {
    return { code: 'ingest.server-restarting', details: { attempt: supervised.attempt, pauseMs: supervised.pauseMs } };
  }
  const hasMoved = supervised.status === 'live' && port !== null && wantedPort !== 0 && port !== wantedPort;
  return hasMoved ? { code: 'ingest.port-moved', details: { wantedPort, port } } : null;
}

/** What the studio shows of the RTMP server. `addresses`: loopback first, then those of the network. */
export function rtmpServerState(facts: {
  supervised: SupervisorState;
  wantedPort: number;
  port: number | null;
  addresses: readonly string[];
}): ServerState {
  const { supervised, wantedPort, port, addresses } = facts;
  const isUp = supervised.status === 'live';
  return {
    status: statusOf(supervised),
    port,
    wantedPort,
    urls: isUp && port !== null ? addresses.map((address) => `rtmp://${address}:${String(port)}/live`) : [],
    reason: reasonOf(supervised, wantedPort, port),
  };
}
