import { stageNames, type StageName, type StageState } from '../../../shared/domain.js';
import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { liveWords } from './live-words.js';
import { StageItem } from './stage-item.js';
import { stageSummary } from './stage-summary.js';

/** The way of the stream through the engine, stage by stage. */
export function StageStrip({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  return (
    <section
      aria-label={liveWords.stages.title}
      className="@container rounded-card border border-line bg-surface shadow-card"
    >
      <ol className="grid gap-x-2 gap-y-4 p-4 @xl:grid-cols-4">
        {stageNames.map((name, index) => (
          <StageItem
            key={name}
            name={name}
            stage={adviceFor(broadcast, name)}
            summary={stageSummary(name, broadcast)}
            isLast={index === stageNames.length - 1}
          />
        ))}
      </ol>
    </section>
  );
}

/** A test programme is made here: what its source could be set to is no news to anybody. */
function adviceFor({ programme, stages }: ActiveBroadcast, name: StageName): StageState {
  const stage = stages[name];
  const isIdle =
    programme.kind === 'test' && stage.status === 'ok' && stage.reason?.code.startsWith('source.') === true;
  return isIdle ? { ...stage, reason: null } : stage;
}
