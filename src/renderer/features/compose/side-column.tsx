import { Tabs } from 'radix-ui';
import { useState } from 'react';
import { LivePanel } from '../golive/live-panel.js';
import { useLivePhase } from '../golive/show-context.js';
import { Inspector } from '../inspector/inspector.js';
import { composeWords } from './compose-words.js';

const tabs = [
  { value: 'properties', label: composeWords.properties },
  { value: 'live', label: composeWords.live },
] as const;

/** Beside the stage: what is selected, and how the show goes out. */
export function SideColumn() {
  const { kind } = useLivePhase();
  const isOnAir = kind !== 'off' && kind !== 'ended' && kind !== 'refused' && kind !== 'busy' && kind !== 'elsewhere';
  const [wasOnAir, setWasOnAir] = useState(isOnAir);
  const [tab, setTab] = useState<string>(isOnAir ? 'live' : 'properties');
  // a show that begins is what the creator looks at; from then on they choose
  if (isOnAir !== wasOnAir) {
    setWasOnAir(isOnAir);
    if (isOnAir) setTab('live');
  }
  return (
    <Tabs.Root
      value={tab}
      onValueChange={setTab}
      className="flex w-68 shrink-0 max-lg:w-60 flex-col border-l border-line bg-surface xl:w-80"
    >
      <Tabs.List aria-label={composeWords.side} className="flex h-9 shrink-0 border-b border-line px-1">
        {tabs.map(({ value, label }) => (
          <Tabs.Trigger
            key={value}
            value={value}
            className="flex-1 border-b-2 border-transparent text-xs font-semibold text-muted -outline-offset-2 hover:text-text data-[state=active]:border-accent data-[state=active]:text-text"
          >
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="properties" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto outline-none">
        <Inspector />
      </Tabs.Content>
      <Tabs.Content value="live" tabIndex={-1} className="relative min-h-0 flex-1 overflow-y-auto p-3 outline-none">
        <LivePanel />
      </Tabs.Content>
    </Tabs.Root>
  );
}
