import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { StudioState } from '../../src/shared/studio-state.js';
import type { Canvas, SceneCollection } from '../../src/shared/scenes/scene-collection.js';
import type { StudioSession } from '../../test/e2e/live-studio.js';
import { cameraCollection } from '../../test/e2e/programme-scenes.js';

/** The questions of the first start are answered. */
export async function answerFirstRun({ client }: StudioSession): Promise<void> {
  const patch = { studio: { firstRun: 'done', start: 'studio' } } as const;
  await client.updateSettings.mutate({ commandId: randomUUID(), patch });
}

export async function setVideoBitrate({ client }: StudioSession, bitrate: number): Promise<void> {
  await client.updateSettings.mutate({ commandId: randomUUID(), patch: { video: { bitrate } } });
}

/** An empty scene, or one of a camera over all of it and a microphone: what a MediaRecorder's page shows, and no more. */
export async function setScene(studio: StudioSession, canvas: Canvas, of: 'nothing' | 'camera'): Promise<void> {
  const { current } = (await studio.state()).scenes;
  if (current === null) throw new Error('Expected a scene collection');
  const { id, revision: baseRevision, collection: before } = current;
  const empty = { ...before, canvas, sources: [], scenes: before.scenes.map((scene) => ({ ...scene, items: [] })) };
  const collection = of === 'camera' ? plainCamera(canvas) : empty;
  await studio.client.saveCollection.mutate({ commandId: randomUUID(), id, baseRevision, collection });
}

const longestMs = 120_000;

/** Waits until the engine's state is as it shall be; two minutes at most. */
export async function until(studio: StudioSession, isSo: (state: StudioState) => boolean): Promise<void> {
  const sinceMs = performance.now();
  while (!isSo(await studio.state())) {
    if (performance.now() - sinceMs > longestMs)
      throw new Error('Expected another state of the engine within two minutes');
    await pause(200);
  }
}

function plainCamera(canvas: Canvas): SceneCollection {
  const { width, height, fps } = canvas;
  const made = cameraCollection(canvas, 1);
  const microphone = { noiseSuppression: false, echoCancellation: false, autoGain: false, device: null };
  return {
    ...made,
    sources: [
      ...made.sources.flatMap((source) =>
        source.kind.type === 'camera' ? [{ ...source, kind: { ...source.kind, width, height, fps } }] : [],
      ),
      {
        ...{ id: 'microphone', name: 'Microphone', kind: { type: 'microphone', ...microphone } },
        effects: { chromaKey: null, colour: null, blurPx: 0 },
        sound: { gainDb: 0, isMuted: false, balance: 0, delayMs: 0, monitor: 'off' },
        isHeardEverywhere: true,
      },
    ],
    scenes: made.scenes.map((scene) => ({
      ...scene,
      items: scene.items
        .filter(({ sourceId }) => sourceId === 'camera0')
        .map((item) => ({ ...item, cornerRadius: 0, fit: 'stretch' })),
    })),
  };
}
