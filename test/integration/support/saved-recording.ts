import { randomUUID } from 'node:crypto';
import type { BucketCredentials, DestinationConfig } from '../../../src/shared/destinations.js';
import type { Publication } from '../../../src/shared/publication.js';
import { TestEngine } from './engine.js';
import type { NumberedClip } from './numbered-clip.js';

/** Where something is saved, as the studio's form has it. */
export interface SavedDestination {
  readonly config: DestinationConfig;
  readonly credentials: BucketCredentials;
}

/** An engine with one short recording that is nowhere else yet, and what a studio does with it. */
export class SavedRecording {
  readonly server: TestEngine;
  readonly id: string;
  readonly archiveDir: string;

  private constructor(server: TestEngine, id: string, archiveDir: string) {
    this.server = server;
    this.id = id;
    this.archiveDir = archiveDir;
  }

  /** Records some segments on this computer. Stop its `server` at the end. */
  static async make(clip: NumberedClip): Promise<SavedRecording> {
    const server = await TestEngine.start({ reconnectWindowSeconds: 0 });
    const push = clip.push(await server.pushUrl());
    try {
      await server.until('three segments', ({ broadcast }) =>
        (broadcast?.figures.segments ?? 0) >= 3 ? broadcast : null,
      );
      const { id } = await server.untilPlayable();
      await push.kill();
      const { archiveDir } = await server.ended(id);
      return new SavedRecording(server, id, archiveDir);
    } catch (error) {
      await push.kill();
      await server.stop();
      throw error;
    }
  }

  /** Saves a destination under a name of its own (`id` null), or changes one; answers its id. */
  async save({ config, credentials }: SavedDestination, id: string | null = null): Promise<string> {
    const name = id ?? randomUUID();
    const command = { commandId: randomUUID(), id, config: { ...config, name }, credentials };
    return (await this.server.engine.commands.saveDestination(command)).id;
  }

  async publishTo(destinationId: string): Promise<void> {
    const { commands } = this.server.engine;
    await commands.publishRecording({ commandId: randomUUID(), broadcastId: this.id, destinationId });
  }

  /** Resolves when it is complete there, read back. */
  async untilComplete(destinationId: string): Promise<Publication> {
    return this.until(destinationId, 'complete', ({ status, isVerified }) => status === 'complete' && isVerified);
  }

  /** The publication at that destination, as soon as it is so. */
  until(destinationId: string, what: string, isSo: (publication: Publication) => boolean): Promise<Publication> {
    return this.server.until(`a publication that is ${what}`, () => {
      const found = this.publication(destinationId);
      return found !== null && isSo(found) ? found : null;
    });
  }

  /** How the recording stands at that destination; null: it is not there. */
  publication(destinationId: string): Publication | null {
    const recording = this.server.state.recordings.find(({ id }) => id === this.id);
    return recording?.publications.find((each) => each.destinationId === destinationId) ?? null;
  }

  /** Resolves when nothing of it is there any more. */
  async unpublishFrom(destinationId: string): Promise<void> {
    const { commands } = this.server.engine;
    await commands.unpublishRecording({ commandId: randomUUID(), broadcastId: this.id, destinationId });
    await this.server.until('it to be gone', () => (this.publication(destinationId) === null ? true : null));
  }
}
