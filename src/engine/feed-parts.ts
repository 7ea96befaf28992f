import { latencyProfiles } from '../shared/latency-profiles.js';
import type { PublicSettings } from '../shared/settings.js';
import { assignChanges } from './assign-changes.js';
import { EncoderDesk, type EncoderDeskDeps } from './broadcast/encoder-desk.js';
import type { StateStore } from './serve/studio-api.js';
import { StudioFeedDesk, type StudioFeedDeskDeps } from './studio-feed/studio-feed-desk.js';
import type { BroadcastManager } from './broadcast/broadcast-manager.js';
import type { MediaServer } from './ingest/media-server.js';
import type { NoticeBoard } from './notice-board.js';
import type { Ffmpeg } from './process/ffmpeg.js';
import type { EncoderChoice } from './transcode/encoder-choice.js';

type Shared = Pick<EncoderDeskDeps, 'inputs' | 'logger'> & Pick<StudioFeedDeskDeps, 'journal' | 'owner' | 'clock'>;

export interface FeedsRequest extends Shared {
  readonly mediaServer: MediaServer;
  readonly broadcasts: BroadcastManager;
  readonly ffmpeg: Ffmpeg;
  readonly encoders: EncoderChoice;
  readonly settings: () => PublicSettings;
  readonly state: StateStore;
  readonly notices: NoticeBoard;
}

/** Builds who receives pushed programmes: the desk of the encoders, and that of this studio's own feed. */
export function buildFeeds(request: FeedsRequest): { encoders: EncoderDesk; studioFeed: StudioFeedDesk } {
  const { state, notices, encoders: choice, settings, broadcasts } = request;
  const studioFeed = new StudioFeedDesk({
    ...request,
    encoder: () => choice.current,
    onEncoderTrouble: () => {
      if (choice.reportTrouble()) notices.post('warning', { code: 'transcode.encoder-fell-back', details: {} });
    },
    segmentSeconds: () =>
      broadcasts.active?.row.segmentSeconds ?? latencyProfiles[settings().stream.latency].segmentSeconds,
    onState: (feed) => state.update((draft) => assignChanges(draft.studioFeed, feed)),
  });
  const encoders = new EncoderDesk({
    ...request,
    onInputs: (list) => state.update((draft) => void (draft.inputs = list)),
    onNotice: (level, reason) => notices.post(level, reason),
    studio: () => studioFeed.show,
  });
  return { encoders, studioFeed };
}
