import { RadioGroup } from 'radix-ui';
import { Fragment } from 'react';
import { keyframeSecondsFor } from '../../../shared/keyframes.js';
import { latencyProfileSchema, latencyProfiles } from '../../../shared/latency-profiles.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { latencyWords as words } from './latency-words.js';
import { profileFigures } from './profile-figures.js';

/** The latency profiles, each with what was measured and what it costs where the next broadcast goes. */
export function LatencyChoice() {
  const latency = useEngineState(({ settings }) => settings.stream.latency);
  const estimate = useEngineState((state) => state.estimate);
  const update = useCommand('updateSettings');
  const keyframeSeconds = keyframeSecondsFor(latencyProfiles[latency].segmentSeconds);
  return (
    <div className="@container grid gap-2">
      <RadioGroup.Root
        aria-label={words.title}
        value={latency}
        disabled={!update.isReady}
        onValueChange={(next) => void update.run({ patch: { stream: { latency: latencyProfileSchema.parse(next) } } })}
        className="grid gap-1.5"
      >
        {profileFigures(estimate).map(({ profile, facts }) => (
          <RadioGroup.Item
            key={profile}
            value={profile}
            className="grid min-w-0 gap-x-4 gap-y-0.5 rounded-control border border-line bg-sunken px-3 py-2 text-left transition-colors hover:border-line-strong disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent-soft @lg:grid-cols-[minmax(0,1fr)_auto] @lg:items-center"
          >
            <span className="min-w-0">
              <span className="block text-sm leading-5 font-medium">{words.profiles[profile].name}</span>
              <span className="block text-xs text-muted">{words.profiles[profile].lead}</span>
            </span>
            <span className="text-xs tabular-nums @lg:text-right">
              {facts.map((fact, index) => (
                <Fragment key={fact}>
                  {index > 0 && ' · '}
                  <span className="whitespace-nowrap">{fact}</span>
                </Fragment>
              ))}
            </span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
      <p className="text-xs text-muted">{words.measured[estimate === null ? 'computer' : 'bucket']}</p>
      <p className="text-xs text-muted">{words.keyframes(keyframeSeconds)}</p>
    </div>
  );
}
