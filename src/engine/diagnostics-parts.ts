import path from 'node:path';
import type { Journal } from './archive/journal.js';
import type { Clock } from './clock.js';
import type { DestinationStore } from './destinations/destination-store.js';
import { DiagnosticsDesk } from './diagnostics/diagnostics-desk.js';
import type { EngineOptions } from './engine-api.js';
import type { Log } from './log/pino-logger.js';
import type { PublicationJournal } from './publish/bucket/publication-journal.js';
import type { BucketClient } from './publish/s3/bucket-client.js';
import type { BucketTarget } from './publish/s3/bucket-target.js';
import type { StateStore } from './serve/studio-api.js';
import type { SettingsStore } from './settings/stores.js';

/** Builds "Save diagnostics" from what the engine knows. */
export function buildDiagnostics(parts: {
  readonly options: EngineOptions;
  readonly journal: Journal;
  readonly publications: PublicationJournal;
  readonly settings: SettingsStore;
  readonly state: StateStore;
  readonly destinations: DestinationStore;
  /** The archive's root. */
  readonly root: string;
  readonly createClient: (target: BucketTarget) => BucketClient;
  readonly clock: Clock;
  readonly log: Log;
}): DiagnosticsDesk {
  const { options, journal, publications, settings, state, destinations, root, createClient, clock, log } = parts;
  return new DiagnosticsDesk({
    sources: {
      dataDir: options.dataDir,
      archiveRoot: root,
      version: options.version,
      journal,
      publications,
      settings: () => settings.get(),
      destinations: () => destinations.list(),
      engineFacts: () => {
        const { engine, rtmp, origin, inputs, broadcast, disk } = state.get();
        return { ...engine, rtmp, origin, inputs, broadcast, disk };
      },
      doctor: () => state.get().doctor?.report ?? null,
      notices: () => state.get().notices,
    },
    exportsDir: path.join(options.dataDir, 'exports'),
    redact: (text) => log.redactor.redact(text),
    flushLog: () => log.flush(),
    destinations,
    isPublishedTo: (id) => publications.all().some((row) => row.destinationId === id && row.state !== 'removed'),
    createClient,
    reveal: options.reveal ?? null,
    clock,
    logger: log.logger.child({ component: 'diagnostics' }),
  });
}
