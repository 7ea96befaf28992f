import { isIP } from 'node:net';
import { toAppError } from '../../../shared/errors.js';
import type { relayTestStepNames } from '../../../shared/relays.js';
import type { PushFactory } from '../relay-push.js';
import type { RelayTestFacts } from '../relay-runner-api.js';
import type { RelayTarget } from '../relay-target.js';
import type { RtmpPushStep } from '../rtmp/push-options.js';
import { endpointOptions } from './endpoint-options.js';

type StepName = (typeof relayTestStepNames)[number];

const names: Readonly<Record<RtmpPushStep, StepName>> = {
  resolved: 'resolve',
  connected: 'connect',
  secured: 'tls',
  greeted: 'handshake',
  accepted: 'accept',
  publishing: 'publish',
};

/** What there is to do on the way to this address: numbers need no look-up, and not everybody speaks TLS. */
function stepsTo(url: string): StepName[] {
  const host = URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
  const steps: readonly StepName[] = ['resolve', 'connect', 'tls', 'handshake', 'accept'];
  return steps.filter((name) =>
    name === 'resolve' ? isIP(host) === 0 : name === 'tls' ? url.toLowerCase().startsWith('rtmps:') : true,
  );
}

/** Connects as far as a service lets us without going live, and says how far that was. Never rejects. */
export async function testRelay(deps: {
  readonly target: Pick<RelayTarget, 'primary' | 'ca'>;
  readonly factory: Pick<PushFactory, 'probe'>;
  readonly connectTimeoutMs: number;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
}): Promise<RelayTestFacts> {
  const { factory, target, connectTimeoutMs, signal, nowMs } = deps;
  const doneMs = new Map<StepName, number>();
  let sinceMs = nowMs();
  const take = (name: StepName): void => {
    const atMs = nowMs();
    doneMs.set(name, Math.round(atMs - sinceMs));
    sinceMs = atMs;
  };
  const options = endpointOptions({ ...target, backup: null }, 'primary', connectTimeoutMs);
  const error = await factory.probe({ ...options, onStep: (step) => take(names[step]) }, signal).then(
    () => null,
    (thrown: unknown) => toAppError(thrown),
  );
  const tried = stepsTo(target.primary.url);
  const failedAt = error === null ? undefined : (tried.find((name) => !doneMs.has(name)) ?? tried.at(-1));
  const steps = (['resolve', 'connect', 'tls', 'handshake', 'accept', 'publish'] as const).map((name) => {
    if (name === failedAt) return { name, status: 'failed' as const, durationMs: Math.round(nowMs() - sinceMs) };
    const durationMs = tried.includes(name) ? doneMs.get(name) : undefined;
    if (durationMs !== undefined) return { name, status: 'ok' as const, durationMs };
    return { name, status: 'skipped' as const, durationMs: null };
  });
  const reason = error === null ? null : { code: error.code, details: error.details };
  return { status: error === null ? 'ok' : 'failed', steps, reason };
}
