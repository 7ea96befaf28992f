import { randomUUID } from 'node:crypto';
import type { StudioSession } from './live-studio.js';

/** The questions of the first start are answered, and the canvas is this one. */
export async function prepareStudio(
  studio: StudioSession,
  canvas: { readonly width: number; readonly height: number; readonly fps: number },
): Promise<void> {
  const { client } = studio;
  const patch = { studio: { firstRun: 'done', start: 'studio' } } as const;
  await client.updateSettings.mutate({ commandId: randomUUID(), patch });
  const { current } = (await studio.state()).scenes;
  if (current === null) throw new Error('Expected a scene collection');
  const { id, revision: baseRevision, collection } = current;
  await client.saveCollection.mutate({
    commandId: randomUUID(),
    id,
    baseRevision,
    collection: { ...collection, canvas },
  });
}
