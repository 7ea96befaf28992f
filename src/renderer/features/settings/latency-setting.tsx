import { useContext } from 'react';
import { LatencyChoice } from '../latency/latency-choice.js';
import { latencyWords as words } from '../latency/latency-words.js';
import { GroupTitle } from './settings-group.js';
import { useIsFound } from './settings-search.js';

/** How far viewers are behind: too much to stand beside its name. */
export function LatencySetting() {
  if (!useIsFound(useContext(GroupTitle), words.title, words.lead, words.find)) return null;
  return (
    <div data-setting className="grid gap-3 px-5 py-4">
      <div>
        <p className="font-medium">{words.title}</p>
        <p className="text-sm text-muted">{words.lead}</p>
      </div>
      <LatencyChoice />
    </div>
  );
}
