import type { ActiveBroadcast } from '../../../shared/studio-state.js';
import { useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { LinkCard } from '../live/link-card.js';
import { PublicationCard } from '../publish/publication-card.js';
import { RelaysCard } from '../relays/relays-card.js';
import { NextDestination } from '../start/next-destination.js';
import { CanvasOffer } from './canvas-offer.js';
import { ClipsCard } from './clips-card.js';
import { CostCard } from './cost-card.js';
import { DescriptionField } from './description-field.js';
import { EmbedField } from './embed-field.js';
import { LossesCard } from './losses-card.js';
import { panelWords as words } from './panel-words.js';
import { NextRelaysLine } from './next-relays-line.js';
import { QualityCard } from './quality-card.js';
import { RehearsalCard } from './rehearsal-card.js';
import { useLivePhase, useShowView } from './show-context.js';
import { StageList } from './stage-list.js';
import { stageLines } from './stage-lines.js';
import { TrendCard } from './trend-card.js';

/** Beside the stage: what the next show will be and take, and how the one that is on fares. Scrolls in its parent. */
export function LivePanel() {
  const phase = useLivePhase();
  const broadcast = 'broadcast' in phase && phase.kind !== 'busy' ? phase.broadcast : null;
  return (
    <section aria-label={words.panel} className="grid grid-cols-1 content-start gap-3">
      {broadcast === null ? <BeforeShow /> : <OnAir broadcast={broadcast} />}
    </section>
  );
}

function BeforeShow() {
  const phase = useLivePhase();
  const { last } = useShowView();
  const losses = phase.kind === 'ended' ? (last?.losses ?? null) : null;
  return (
    <>
      <RehearsalCard />
      {losses !== null && <LossesCard title={words.lossesOfLast} losses={losses} />}
      <DescriptionField broadcast={null} />
      <NextDestination />
      <NextRelaysLine />
      <QualityCard isOnAir={false} />
      <CostCard />
      <CanvasOffer />
      <Way broadcast={null} />
    </>
  );
}

function OnAir({ broadcast }: { readonly broadcast: ActiveBroadcast }) {
  const isPublic = broadcast.visibility !== 'private';
  const { losses } = useShowView();
  return (
    <>
      {isPublic ? (
        <>
          <LinkCard broadcast={broadcast} />
          <EmbedField broadcast={broadcast} />
        </>
      ) : (
        <p className="rounded-card border border-line bg-sunken px-4 py-3 text-sm text-muted">{words.privateNote}</p>
      )}
      {broadcast.visibility === 'unlisted' && <RehearsalCard />}
      <ClipsCard broadcastId={broadcast.id} />
      <Way broadcast={broadcast} />
      <TrendCard broadcast={broadcast} />
      {losses !== null && <LossesCard title={words.losses} losses={losses} />}
      {broadcast.publication !== null && <PublicationCard publication={broadcast.publication} />}
      {broadcast.visibility === 'public' && <RelaysCard broadcast={broadcast} />}
      <DescriptionField broadcast={broadcast} />
      <QualityCard isOnAir />
    </>
  );
}

function Way({ broadcast }: { readonly broadcast: ActiveBroadcast | null }) {
  const collection = useScenes(collectionOf);
  const sceneId = useScenes((view) => view.programmeSceneId);
  const captures = useMedia((state) => state.captures);
  const figures = useMedia((state) => state.figures);
  const feed = useMedia((state) => state.feed);
  const { trend } = useShowView();
  return (
    <StageList lines={stageLines({ collection, sceneId, media: { captures, figures, feed }, trend, broadcast })} />
  );
}
