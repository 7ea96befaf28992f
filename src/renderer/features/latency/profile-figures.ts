import type { CostEstimate } from '../../../shared/cost-estimate.js';
import { latencyProfileNames, type LatencyProfileName } from '../../../shared/latency-profiles.js';
import { latencyWords as words } from './latency-words.js';
import { measuredDelay } from './measured-delays.js';

export interface ProfileFigures {
  readonly profile: LatencyProfileName;
  /** The delay first; writes and their price where there is a bucket, and its price list is known. */
  readonly facts: readonly string[];
}

/** What each profile brings and takes. `estimate`: of the destination chosen; null: this computer, where requests cost nothing. */
export function profileFigures(estimate: Pick<CostEstimate, 'profiles'> | null): readonly ProfileFigures[] {
  return latencyProfileNames.map((profile) => {
    const delay = words.behind(measuredDelay(profile, estimate === null ? 'computer' : 'bucket'));
    if (estimate === null) return { profile, facts: [delay] };
    const { putsPerHour, usdPerHour } = estimate.profiles[profile];
    const price = usdPerHour === null ? [] : [words.cost(usdPerHour)];
    return { profile, facts: [delay, words.writes(putsPerHour), ...price] };
  });
}
