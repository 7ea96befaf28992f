import path from 'node:path';
import type { ProgrammeAudience } from './broadcast/programme-audience.js';
import type { EngineOptions } from './engine-api.js';
import type { Ffmpeg } from './process/ffmpeg.js';
import type { ProcessOwner } from './process/owned-process.js';
import { buildRelays, type RelayParts, type RelaysRequest } from './relay-parts.js';
import { ProgrammeFeeds } from './relay/feeds/programme-feeds.js';
import { RelayPushers } from './relay/relay-pushers.js';
import { RelayRunner } from './relay/relay-runner.js';
import { SrtPusher } from './relay/srt/srt-pusher.js';
import type { EncoderChoice } from './transcode/encoder-choice.js';

export interface RelayingRequest extends Omit<RelaysRequest, 'options' | 'runner' | 'feeds'> {
  readonly options: EngineOptions;
  readonly ffmpeg: Ffmpeg;
  readonly owner: ProcessOwner;
  readonly encoders: EncoderChoice;
}

export interface RelayingParts extends RelayParts {
  /** To be told of every broadcast. */
  readonly audience: ProgrammeAudience;
}

/** Builds the relays with those who make their feeds and those who push them. Throws as `buildRelays`. */
export async function buildRelaying(request: RelayingRequest): Promise<RelayingParts> {
  const { options, log, encoders } = request;
  const { logger, redactor } = log;
  const feeds: ProgrammeFeeds = new ProgrammeFeeds({
    ...request,
    logger,
    encoder: () => encoders.current,
    onEncoderTrouble: () => encoders.reportTrouble(),
    onBegins: (feedId) => runner.feedBegins(feedId),
    onOver: (feedId) => runner.feedOver(feedId),
    onTrouble: (feedId, trouble) => void parts.relays.feedTrouble(feedId, trouble),
    onProgramme: (programme) => void parts.relays.programmeBegins(programme),
    onMeasured: (programme) => void parts.relays.programmeMeasured(programme),
    onEnded: () => void parts.relays.programmeEnds(),
  });
  const rtmp: RelayRunner = new RelayRunner({
    ...{ ...request, redactor, logger },
    workerFile: path.join(options.outDir, 'node', 'relay-worker.mjs'),
    onFeedWanted: (feedId) => runner.feedBegins(feedId, rtmp),
  });
  const srt: SrtPusher = new SrtPusher({
    ...{ ...request, redactor, logger },
    folder: path.join(options.dataDir, 'relays'),
    onFeedWanted: (feedId) => runner.feedBegins(feedId, srt),
  });
  const runner: RelayPushers = new RelayPushers({ rtmp, srt, openFeed: (feedId) => feeds.open(feedId) });
  const parts = await buildRelays({ ...request, runner, feeds });
  return { ...parts, audience: feeds, services: [rtmp.service, srt.service, ...parts.services] };
}
