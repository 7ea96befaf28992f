import { randomUUID } from 'node:crypto';
import type { CommandInput, CommandName } from '../../src/shared/commands.js';
import { AppError } from '../../src/shared/errors.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import type { StateStore, StudioCommands } from '../../src/engine/serve/studio-api.js';

export type DestinationCommandName = Extract<
  CommandName,
  | `${string}Destination`
  | 'publishRecording'
  | 'unpublishRecording'
  | 'unpublishAll'
  | 'forgetPublication'
  | 'takeOverChannel'
>;

/** A command as it came in. */
export type SentCommand = {
  [N in DestinationCommandName]: { readonly name: N; readonly input: CommandInput<N> };
}[DestinationCommandName];

/** Whoever wants to save this one is refused, for a reason that only an engine can know. */
export const refusedEndpoint = 'https://refused.example';

/**
 * What the state shows at once after each command about destinations. The work that follows (uploads, the doctor's
 * checks) is scripted by the test.
 */
export function destinationCommands(
  store: StateStore,
  onCommand: (command: SentCommand) => void,
): Pick<StudioCommands, DestinationCommandName> {
  const update = (change: (draft: StudioState) => void) => {
    store.update(change);
    return Promise.resolve({});
  };
  return {
    saveDestination: (input) => {
      onCommand({ name: 'saveDestination', input });
      const { config, credentials } = input;
      const id = input.id ?? randomUUID();
      if (config.endpoint === refusedEndpoint) {
        const details = { field: 'config.endpoint', why: 'a web page answers there' };
        throw new AppError('destination.invalid', 'Expected an S3 endpoint', { details });
      }
      store.update((draft) => {
        const known = draft.destinations.find((each) => each.id === id);
        const keys = credentials && { hasCredentials: true, keyHint: `${credentials.accessKeyId.slice(0, 4)}…` };
        if (known === undefined) {
          const first = { isDefault: false, hasCredentials: false, keyHint: null, isTransient: false };
          draft.destinations.push({ id, config, ...first, ...keys });
        } else Object.assign(known, { config }, keys);
      });
      return Promise.resolve({ id });
    },
    deleteDestination: (input) => {
      onCommand({ name: 'deleteDestination', input });
      return update((draft) => {
        draft.destinations = draft.destinations.filter(({ id }) => id !== input.id);
      });
    },
    setDefaultDestination: (input) => {
      onCommand({ name: 'setDefaultDestination', input });
      return update((draft) => {
        for (const each of draft.destinations) each.isDefault = each.id === input.id;
      });
    },
    testDestination: (input) => {
      onCommand({ name: 'testDestination', input });
      return update((draft) => {
        const saved = draft.destinations.find(({ id }) => id === input.id)?.config;
        const config = input.draft?.config ?? saved;
        draft.doctor = {
          destinationId: input.id,
          report: {
            destinationName: config?.name ?? '',
            provider: draft.providers.find(({ id }) => id === config?.provider)?.label ?? '',
            startedAtMs: Date.now(),
            status: 'running',
            checks: [],
            upload: null,
          },
        };
      });
    },
    publishRecording: (input) => {
      onCommand({ name: 'publishRecording', input });
      return Promise.resolve({});
    },
    unpublishRecording: (input) => {
      onCommand({ name: 'unpublishRecording', input });
      return update((draft) => {
        const publications = draft.recordings.find(({ id }) => id === input.broadcastId)?.publications ?? [];
        for (const each of publications) if (each.destinationId === input.destinationId) each.status = 'removing';
      });
    },
    unpublishAll: (input) => {
      onCommand({ name: 'unpublishAll', input });
      return update((draft) => {
        const all = draft.recordings.flatMap(({ publications }) => publications);
        for (const each of all) if (each.destinationId === input.destinationId) each.status = 'removing';
      });
    },
    forgetPublication: (input) => {
      onCommand({ name: 'forgetPublication', input });
      return update((draft) => {
        const recording = draft.recordings.find(({ id }) => id === input.broadcastId);
        if (recording === undefined) return;
        recording.publications = recording.publications.filter((each) => each.destinationId !== input.destinationId);
        recording.links = recording.links.filter((each) => each.destinationId !== input.destinationId);
      });
    },
    takeOverChannel: (input) => {
      onCommand({ name: 'takeOverChannel', input });
      return update(({ broadcast }) => {
        const publication = broadcast?.publication ?? null;
        if (publication !== null) Object.assign(publication, { status: 'starting', holder: null, reason: null });
      });
    },
  };
}
