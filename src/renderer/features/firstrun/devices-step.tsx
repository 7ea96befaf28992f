import { Camera, Mic, Monitor } from 'lucide-react';
import { desktopHost } from '../../app/desktop-host.js';
import { useCollection, useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { isCaptured } from '../sources/source-kinds.js';
import { CanvasSlot } from '../stage/canvas-slot.js';
import { DeviceCard } from './device-card.js';
import { firstRunWords } from './firstrun-words.js';
import { StepFrame } from './step-frame.js';
import { useFirstRun } from './use-first-run.js';

const words = firstRunWords.devices;
const displayLead = desktopHost === null ? words.displayLead : words.desktopDisplayLead;

/** The first sources: made for good in the first scene, and seen and heard as they will go out. */
export function DevicesStep() {
  const { go, finish, isReady } = useFirstRun();
  const hasScenes = useScenes((view) => collectionOf(view) !== null);
  const hasSources = useScenes((view) => collectionOf(view)?.sources.some(({ kind }) => isCaptured(kind)) ?? false);
  return (
    <StepFrame
      step="devices"
      title={words.title}
      lead={words.lead}
      onBack={() => go('destination')}
      onSkip={() => finish(null)}
      actions={
        <Button variant={hasSources ? 'primary' : 'secondary'} disabled={!isReady} onClick={() => go('ready')}>
          {hasSources ? firstRunWords.next : words.later}
        </Button>
      }
    >
      <div className="grid grid-cols-1 items-start gap-5 md:grid-cols-[minmax(0,1.5fr)_minmax(17rem,1fr)]">
        {hasScenes && <Preview />}
        <div className="grid grid-cols-1 gap-3">
          <DeviceCard type="camera" icon={Camera} title={words.camera} lead={words.cameraLead} />
          <DeviceCard type="display" icon={Monitor} title={words.display} lead={displayLead} />
          <DeviceCard type="microphone" icon={Mic} title={words.microphone} lead={words.microphoneLead} />
          <SoundGate />
        </div>
      </div>
    </StepFrame>
  );
}

function Preview() {
  const { width, height } = useCollection(({ canvas }) => canvas);
  const isEmpty = useCollection(({ scenes }) => scenes.every(({ items }) => items.length === 0));
  return (
    <figure
      aria-label={words.preview}
      style={{ aspectRatio: `${width} / ${height}` }}
      className="relative w-full overflow-hidden rounded-card border border-line bg-black"
    >
      <CanvasSlot which="programme" />
      {isEmpty && (
        <p className="absolute inset-0 grid place-content-center p-4 text-center text-sm text-white">{words.empty}</p>
      )}
    </figure>
  );
}

function SoundGate() {
  const media = useStudioMedia();
  const isBlocked = useMedia(({ sound }) => sound === 'blocked');
  if (!isBlocked) return null;
  return (
    <div className="flex items-center gap-3 rounded-control bg-warn-soft px-3 py-2 text-sm text-warn-text">
      <p className="min-w-0 flex-1">{words.blocked}</p>
      <Button size="small" variant="primary" onClick={() => void media.unblockSound()}>
        {words.unblock}
      </Button>
    </div>
  );
}
