import { randomUUID } from 'node:crypto';
import type { StudioSession } from './live-studio.js';

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
}

/** The questions of the first start are answered, and the canvas is this one. */
export async function prepareStudio(studio: StudioSession, canvas: Canvas): Promise<void> {
  const patch = { studio: { firstRun: 'done', start: 'studio' } } as const;
  await studio.client.updateSettings.mutate({ commandId: randomUUID(), patch });
  await makeCanvas(studio, canvas);
}

/** The canvas is this one: small, for a machine without a GPU. */
export async function makeCanvas(studio: StudioSession, canvas: Canvas): Promise<void> {
  const { current } = (await studio.state()).scenes;
  if (current === null) throw new Error('Expected a scene collection');
  const { id, revision: baseRevision, collection } = current;
  await studio.client.saveCollection.mutate({
    commandId: randomUUID(),
    id,
    baseRevision,
    collection: { ...collection, canvas },
  });
}
