import type { Destination } from '../../../shared/destinations.js';
import type { CostEstimate } from '../../../shared/cost-estimate.js';
import { latencyProfiles, type LatencyProfileName } from '../../../shared/latency-profiles.js';
import type { PublicSettings } from '../../../shared/settings.js';
import type { StudioState } from '../../../shared/studio-state.js';
import type { Journal } from '../../archive/journal.js';
import type { StateStore } from '../../serve/studio-api.js';
import type { Service } from '../../service.js';
import { providerProfile } from '../profiles/provider-profiles.js';
import { estimateCost } from './estimate-cost.js';
import { expectedLadder, type FormerBroadcast } from './expected-ladder.js';

/** A shorter broadcast was a try, and its bytes say little. */
const tellingSeconds = 10;

type StreamChoice = Pick<PublicSettings['stream'], 'ladder' | 'latency'>;

export interface CostForecastDeps {
  readonly state: StateStore;
  readonly journal: Journal;
  /** As the next broadcast will have them. */
  readonly stream: () => StreamChoice;
}

/**
 * Keeps in the state what the next broadcast will cost. Reckoned anew when the default destination, its provider, the
 * settings or the newest broadcast change.
 */
export class CostForecast implements Service {
  readonly name = 'cost-forecast';
  readonly #deps: CostForecastDeps;
  #unsubscribe: () => void = () => undefined;
  #seen: readonly unknown[] = [];

  constructor(deps: CostForecastDeps) {
    this.#deps = deps;
  }

  start(): Promise<void> {
    this.#unsubscribe = this.#deps.state.subscribe(() => this.#look());
    this.#look();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#unsubscribe();
    return Promise.resolve();
  }

  #look(): void {
    const { state, journal, stream } = this.#deps;
    const current = state.get();
    const basis = basisOf(current);
    // figures change every second, what an estimate is made of seldom does
    if (basis.length === this.#seen.length && basis.every((each, index) => each === this.#seen[index])) return;
    this.#seen = basis;
    const destination = current.destinations.find(({ isDefault }) => isDefault);
    const estimate = destination === undefined ? null : estimateFor(destination, stream(), formerBroadcast(journal));
    state.update((draft) => void (draft.estimate = estimate));
  }
}

/** What one looks at to see whether an estimate still holds. The state is frozen: what is the same object is the same. */
function basisOf({ settings, destinations, recordings }: StudioState): readonly unknown[] {
  const newest = recordings.find(({ status }) => status !== 'live');
  return [settings, destinations, newest?.id, newest?.status, newest?.sizeBytes];
}

/** An hour of a broadcast like the former one, at a destination. */
export function estimateFor(
  { id, config }: Pick<Destination, 'id' | 'config'>,
  stream: StreamChoice,
  former: FormerBroadcast | null,
): CostEstimate {
  const { prices, minKeyIntervalMs } = providerProfile(config.provider);
  const { segmentSeconds } = latencyProfiles[stream.latency];
  const { basis, renditions } = expectedLadder({ former, preset: stream.ladder, segmentSeconds });
  const request = { prices, renditions, segmentSeconds, minKeyIntervalMs, hours: 1 };
  const { perHour, storagePerMonthUsd, uplinkBitrate } = estimateCost(request);
  const withProfile = (name: LatencyProfileName): CostEstimate['profiles'][LatencyProfileName] => {
    const hour = estimateCost({ ...request, segmentSeconds: latencyProfiles[name].segmentSeconds }).perHour;
    return { putsPerHour: Math.round(hour.puts), usdPerHour: hour.usd };
  };
  const watched = estimateCost({ ...request, viewers: 1 }).perHour.usd;
  return {
    destinationId: id,
    basis,
    ladder: renditions.map(({ name }) => name),
    uplinkBitsPerSecond: Math.round(uplinkBitrate),
    putsPerHour: Math.round(perHour.puts),
    getsPerHour: Math.round(perHour.gets),
    gigabytesPerHour: perHour.storedBytes / 1e9,
    usdPerHour: perHour.usd,
    storageUsdPerMonthPerHour: storagePerMonthUsd,
    usdPerViewerHour: watched === null || perHour.usd === null ? null : watched - perHour.usd,
    pricesAsOf: prices?.asOf ?? null,
    profiles: {
      lowest: withProfile('lowest'),
      low: withProfile('low'),
      balanced: withProfile('balanced'),
      economy: withProfile('economy'),
    },
  };
}

/** The newest broadcast of a real source; the test programme says nothing about it. */
function formerBroadcast(journal: Journal): FormerBroadcast | null {
  for (const { id, status, programme, durationSeconds, sizeBytes } of journal.broadcasts()) {
    if (status !== 'ended' || programme.kind === 'test') continue;
    if (durationSeconds === null || sizeBytes === null || durationSeconds < tellingSeconds) continue;
    return { renditions: journal.renditions(id), durationSeconds, sizeBytes };
  }
  return null;
}
