import { useEngineState } from '../../stores/studio-context.js';
import { ServerField } from '../ingest/server-field.js';
import { ServerStatus } from '../ingest/server-status.js';
import { KeyField } from '../ingest/key-field.js';
import { ClipsCard } from '../golive/clips-card.js';
import { DescriptionField } from '../golive/description-field.js';
import { HeldInputs } from '../ingest/held-input.js';
import { Card } from '../../ui/card.js';
import { PublicationCard } from '../publish/publication-card.js';
import { RelaysCard } from '../relays/relays-card.js';
import { FiguresPanel } from './figures-panel.js';
import { LadderTable } from './ladder-table.js';
import { LinkCard } from './link-card.js';
import { LiveHeader } from './live-header.js';
import { liveWords } from './live-words.js';
import { Preview } from './preview.js';
import { SourceCard } from './source-card.js';
import { StageStrip } from './stage-strip.js';

/** A broadcast is on. */
export function LivePage() {
  const broadcast = useEngineState((state) => state.broadcast);
  if (broadcast === null) return null;
  return (
    <div>
      <LiveHeader broadcast={broadcast} />
      <div className="mx-auto grid max-w-[100rem] grid-cols-1 gap-4 p-4 lg:grid-cols-[minmax(0,1fr)_21rem] lg:p-5 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          <HeldInputs />
          {broadcast.status === 'waiting' ? <EncoderDoor /> : <Preview broadcast={broadcast} />}
          <StageStrip broadcast={broadcast} />
          <FiguresPanel figures={broadcast.figures} />
          <LadderTable renditions={broadcast.renditions} />
        </div>
        <div className="grid min-w-0 grid-cols-1 content-start gap-4">
          <LinkCard broadcast={broadcast} />
          {broadcast.publication !== null && <PublicationCard publication={broadcast.publication} />}
          <ClipsCard broadcastId={broadcast.id} />
          <RelaysCard broadcast={broadcast} />
          <DescriptionField broadcast={broadcast} />
          <SourceCard broadcast={broadcast} />
        </div>
      </div>
    </div>
  );
}

/** While the broadcast waits for its encoder: what to put into it. */
function EncoderDoor() {
  const inputs = useEngineState((state) => state.inputs);
  return (
    <Card title={liveWords.connect}>
      <div className="grid gap-5 p-4 pt-2">
        <ServerField />
        {inputs.map((input) => (
          <KeyField key={input.id} input={input} />
        ))}
        <ServerStatus />
      </div>
    </Card>
  );
}
