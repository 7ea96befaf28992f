import type { Recording } from '../shared/studio-state.js';
import type { Journal } from './archive/journal.js';
import { assignChanges } from './assign-changes.js';
import type { BroadcastManager } from './broadcast/broadcast-manager.js';
import { summarize } from './broadcast/summarize.js';
import { ClipDesk } from './clips/clip-desk.js';
import type { Clock } from './clock.js';
import type { RecordingDesk } from './library/recording-desk.js';
import { broadcastLinks, type BaseUrls } from './links.js';
import type { Logger } from './log/logger.js';
import type { PublicationManager } from './publish/bucket/publication-manager.js';
import type { Destination } from './publish/destination.js';
import type { ViewerBuild } from './publish/viewer-page-build.js';
import { RehearsalDesk } from './rehearsal/rehearsal-desk.js';
import type { StateStore } from './serve/studio-api.js';

export interface ShowsRequest {
  readonly journal: Journal;
  readonly root: string;
  readonly destination: Destination;
  readonly viewer: ViewerBuild;
  readonly publications: PublicationManager;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: StateStore;
  readonly broadcasts: () => BroadcastManager;
  readonly recordings: () => RecordingDesk;
  readonly channelName: () => string;
  readonly bases: () => BaseUrls;
  /** The broadcast's page is there. */
  readonly hasPage: (broadcastId: string) => boolean;
}

/** Builds what is made of a show beside its recording: clips, and what a rehearsal tells. */
export function buildShows(request: ShowsRequest): {
  readonly clips: ClipDesk;
  readonly rehearsals: RehearsalDesk;
  /** The library as it is now. */
  readonly onRecordings: (recordings: Recording[]) => void;
} {
  const { journal, publications, state, bases, broadcasts, viewer, root } = request;
  const clips = new ClipDesk({
    ...request,
    active: () => broadcasts().active?.row ?? null,
    template: viewer.template,
    links: (row, file) => broadcastLinks(bases(), row, file),
    standing: publications.clipStanding,
    onClips: (list) => state.update((draft) => assignChanges(draft, { clips: list })),
  });
  const rehearsals = new RehearsalDesk({
    ...request,
    links: (row) => (request.hasPage(row.id) ? [...publications.links(row), ...broadcastLinks(bases(), row)] : []),
    summary: (broadcastId) =>
      summarize({ journal, broadcastId, archiveRoot: root, bases: bases(), publication: null, publicUrl: null }),
    onRehearsal: (rehearsal) => state.update((draft) => assignChanges(draft, { rehearsal })),
  });
  return {
    clips,
    rehearsals,
    onRecordings: (list) => {
      state.update((draft) => assignChanges(draft, { recordings: list }));
      clips.refresh();
      rehearsals.look();
    },
  };
}
