import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Link } from '../shared/domain.js';
import type { ActiveBroadcast } from '../shared/studio-state.js';
import { assignChanges } from './assign-changes.js';
import type { BroadcastRow } from './archive/journal.js';
import { DiskReserve } from './archive/disk-reserve.js';
import { BroadcastManager } from './broadcast/broadcast-manager.js';
import { DirectProgrammes } from './broadcast/direct-programmes.js';
import type { Clock } from './clock.js';
import { openDatabase } from './database/open-database.js';
import { SqliteJournal } from './database/sqlite-journal.js';
import type { EngineOptions } from './engine-api.js';
import { RtmpMediaServer } from './ingest/rtmp-media-server.js';
import { createUpkeep } from './engine-upkeep.js';
import { writtenPerSecond } from './library/disk-room.js';
import { RecordingDesk } from './library/recording-desk.js';
import { buildFeeds } from './feed-parts.js';
import { broadcastLinks, channelLinks } from './links.js';
import type { Log } from './log/pino-logger.js';
import { NoticeBoard } from './notice-board.js';
import { ObsDesk } from './obs/obs-desk.js';
import { CpuMeter } from './process/cpu-meter.js';
import { createProcessOwner } from './process/process-owner.js';
import { resolveFfmpeg } from './process/resolve-ffmpeg.js';
import { ChannelPublisher } from './publish/channel-publisher.js';
import { FolderDestination } from './publish/folder-destination.js';
import type { PublicationManager } from './publish/bucket/publication-manager.js';
import { buildRelaying } from './relaying-parts.js';
import { readViewerBuild } from './publish/viewer-page-build.js';
import { buildPublishing } from './publishing-parts.js';
import { buildScenes } from './scene-parts.js';
import { buildShows } from './show-parts.js';
import { openSecrets } from './secrets/open-secrets.js';
import { createOrigin } from './serve/create-origin.js';
import { tellPart } from './serve/tell-part.js';
import type { Origin } from './serve/origin.js';
import type { StateStore, StudioCommands, StudioQueries } from './serve/studio-api.js';
import { createStudioServer, type StudioServer } from './serve/studio-server.js';
import type { Service } from './service.js';
import { SqliteInputStore } from './settings/sqlite-input-store.js';
import { withOverrides } from './settings/with-overrides.js';
import { SqliteSettingsStore } from './settings/sqlite-settings-store.js';
import type { CommandTargets } from './studio-commands.js';
import { createTranscoder } from './transcode/create-transcoder.js';
import { EncoderChoice } from './transcode/encoder-choice.js';
import { planLadder } from './transcode/plan-ladder.js';

/** Everything the engine is made of. */
export interface EngineParts extends CommandTargets {
  readonly journal: SqliteJournal;
  readonly archiveRoot: string;
  readonly origin: Origin;
  readonly studio: StudioServer;
  readonly publications: PublicationManager;
  /** In the order in which they start; they stop in reverse. */
  readonly services: readonly Service[];
  /** After all services have stopped. */
  close(): void;
}

export interface PartsRequest {
  readonly options: EngineOptions;
  readonly log: Log;
  readonly clock: Clock;
  readonly state: StateStore;
  readonly commands: StudioCommands;
  readonly queries: StudioQueries;
  readonly onActive: (active: ActiveBroadcast | null) => void;
}

/** Builds all parts, each from those before it. Starts none. Throws `ffmpeg.missing`, `ffmpeg.too-old`, `ffmpeg.own-broken`, `disk.full`. */
export async function buildParts(request: PartsRequest): Promise<EngineParts> {
  const { options, log, clock, state } = request;
  const { logger, redactor } = log;
  const { dataDir, outDir } = options;
  const archiveRoot = path.join(dataDir, 'archive');
  await mkdir(archiveRoot, { recursive: true });
  const ffmpeg = await (options.ffmpeg ?? resolveFfmpeg({ env: process.env }));
  const notices = new NoticeBoard({ store: state, clock, logger });

  const database = openDatabase(path.join(dataDir, 'headwater.sqlite'));
  const settings = new SqliteSettingsStore({ database, logger });
  const inputs = new SqliteInputStore({ database, logger, onKey: (key) => redactor.redactValue(key) });
  const journal = new SqliteJournal(database);
  const { network, channel } = settings.get();

  const owner = createProcessOwner({ logger, redact: (text) => redactor.redact(text) });
  const cpu = new CpuMeter({ owner, clock });
  const encoders = new EncoderChoice();
  const worker = (name: string): string => path.join(outDir, 'node', `${name}.mjs`);
  const origin = createOrigin({
    root: archiveRoot,
    workerFile: worker('origin-worker'),
    port: options.originPort ?? network.originPort,
    lan: network.allowLanViewers,
    clock,
    log: logger,
  });
  const mediaServer = new RtmpMediaServer({
    workerFile: worker('rtmp-worker'),
    wantedPort: options.rtmpPort ?? network.rtmpPort,
    lan: network.allowLanEncoders,
    clock,
    logger,
  });
  const destination = new FolderDestination({ root: archiveRoot, origin });
  const isActive = (id: string): boolean => broadcasts.active?.row.id === id;
  const viewer = await readViewerBuild(outDir);
  const secrets = await openSecrets({ dataDir, keychain: options.keychain, logger });
  const elsewhere = { ...request, database, secrets, notices, ffmpeg, owner, encoders };
  const { scenes, sceneRoutes } = buildScenes({ ...elsewhere, dataDir, logger });
  const { relays, audience, ...relaying } = await buildRelaying(elsewhere);
  const { destinations, publications, diagnostics, services } = await buildPublishing({
    ...elsewhere,
    journal,
    settings,
    root: archiveRoot,
    viewer,
    clips: { of: (id) => clips.of(id), settled: (id) => clips.settled(id) },
    onChange: () => {
      recordings.refresh();
      state.update((draft) => assignChanges(draft, { channelLinks: linksOfChannel() }));
    },
  });
  const recordings: RecordingDesk = new RecordingDesk({
    ...{ journal, root: archiveRoot, ffmpeg, owner, logger, reveal: options.reveal ?? null },
    ...{ exportsDir: path.join(dataDir, 'exports'), chosenExportsDir: () => settings.get().library.exportsFolder },
    bytesPerSecond: () => writtenPerSecond(state.get()),
    publisher: () => publisher,
    links: (row) => [...publications.links(row), ...broadcastLinks(origin.baseUrls(), row)],
    publications: (id) => publications.describe(id),
    isActive,
    onRecordings: (list) => onRecordings(list),
    changed: (paths) => origin.changed(paths),
  });
  const publisher: ChannelPublisher = new ChannelPublisher({
    ...{ viewer, journal, destination, clock, logger, channel: channel.slug },
    channelName: () => settings.get().channel.name,
    hasPoster: (row) => recordings.hasPoster(row),
  });
  const { clips, rehearsals, onRecordings } = buildShows({
    ...{ journal, root: archiveRoot, destination, viewer, publications, clock, logger, state },
    broadcasts: () => broadcasts,
    recordings: () => recordings,
    channelName: () => settings.get().channel.name,
    bases: () => origin.baseUrls(),
    hasPage: (id) => publisher.hasPage(id),
  });
  const linksOfChannel = (): Link[] => [
    ...publications.channelLinks(),
    ...channelLinks(origin.baseUrls(), channel.slug),
  ];
  const linksOf = (row: BroadcastRow): Link[] =>
    publisher.hasPage(row.id) ? [...publications.links(row), ...broadcastLinks(origin.baseUrls(), row)] : [];
  const transcoder = () => createTranscoder({ ffmpeg, owner, encoder: encoders.current, logger });
  const broadcasts: BroadcastManager = new BroadcastManager({
    ...{ journal, root: archiveRoot, destination, clock, logger, transcoder, audience, channel: channel.slug },
    reserve: new DiskReserve({ file: path.join(dataDir, 'reserve'), logger }),
    settings: () => withOverrides(settings.get(), options.settings),
    plan: ({ segmentSeconds }, source, isLive, wish) =>
      planLadder({
        source,
        preset: settings.get().stream.ladder,
        segmentSeconds,
        copyAllowed: true,
        shed: wish.shed,
        live: isLive,
        ...(wish.encodeTop === null ? {} : { mustReencode: wish.encodeTop }),
      }),
    onEncoderTrouble: () => {
      const hasChanged = encoders.reportTrouble();
      if (hasChanged) notices.post('warning', { code: 'transcode.encoder-fell-back', details: {} });
      return hasChanged;
    },
    cpuCores: () => cpu.cores,
    links: linksOf,
    publication: (id) => publications.describe(id)[0] ?? null,
    hasPoster: (row) => recordings.hasPoster(row),
    onActive: (active) => {
      request.onActive(active === null ? null : relays.withRelays(active));
      // what was live is a recording now
      if (active === null) recordings.refresh();
    },
    onRow: (row, facts) => {
      recordings.refresh();
      publications.rowChanged(row);
      studioFeed.rowChanged(row);
      return publisher.broadcastChanged(row, facts);
    },
    onNotice: (level, reason) => notices.post(level, reason),
    onBegin: (row) => publications.begun(row),
    onSegment: (segment) => {
      publications.onSegment(segment);
      clips.onSegment(segment);
    },
    onPart: (row, part) => tellPart(origin, row, part),
    onEnded: (row) => {
      const { programme } = row;
      publications.ended(row);
      studioFeed.rowChanged(row);
      if (programme.kind === 'encoder') feeds.broadcastEnded(programme.inputId);
    },
    onPlayable: (row) => void recordings.makePoster(row),
  });
  const { encoders: feeds, studioFeed } = buildFeeds({
    ...{ mediaServer, inputs, broadcasts, journal, ffmpeg, owner, encoders, state, notices, clock, logger },
    settings: () => withOverrides(settings.get(), options.settings),
  });
  const programmes = new DirectProgrammes({
    broadcasts,
    ffmpeg,
    owner,
    onLost: (error) => notices.postError(error),
    wait: (delayMs) => new Promise((resolve) => clock.after(delayMs, resolve)),
  });
  const studio = createStudioServer({
    store: state,
    commands: request.commands,
    queries: request.queries,
    onFeed: (socket) => studioFeed.accept(socket),
    findExport: (id) => (id === 'diagnostics' ? diagnostics.file() : recordings.exportFile(id)),
    fileRoutes: sceneRoutes,
    rendererDir: path.join(outDir, 'renderer'),
    sessionsFile: path.join(dataDir, 'studio-sessions.json'),
    port: options.studioPort ?? network.studioPort,
    ...{ allowsApp: options.allowsApp ?? false, clock, log: logger },
  });

  state.update((draft) => {
    draft.engine.ffmpeg = { version: ffmpeg.version, source: ffmpeg.source };
    draft.settings = settings.get();
  });
  settings.onChange((next) => {
    state.update((draft) => void (draft.settings = next));
    void origin.setLan(next.network.allowLanViewers).catch((error: unknown) => notices.postError(error));
    void mediaServer.setLan(next.network.allowLanEncoders).catch((error: unknown) => notices.postError(error));
    void publisher.channelChanged();
  });
  origin.onState((next) => {
    state.update((draft) => {
      draft.origin = next;
      draft.channelLinks = linksOfChannel();
      if (draft.broadcast !== null) {
        const row = journal.broadcast(draft.broadcast.id);
        if (row !== null) draft.broadcast.links = linksOf(row);
      }
    });
    recordings.refresh();
  });
  mediaServer.onState((next) => state.update((draft) => void (draft.rtmp = next)));
  feeds.open();

  const channelPages: Service = {
    name: 'channel-pages',
    start: () => publisher.start(),
    stop: () => publisher.settle(),
  };
  const upkeep = { ffmpeg, owner, cpu, encoders, state, notices, clock, logger, dataDir };
  const { processes, diskWatch } = createUpkeep(upkeep);
  return {
    journal,
    archiveRoot,
    origin,
    studio,
    settings,
    inputs,
    notices,
    broadcasts,
    programmes,
    encoders: feeds,
    recordings,
    destinations,
    publications,
    relays,
    scenes,
    obs: new ObsDesk({ inputs, serverUrls: () => mediaServer.state().urls, logger }),
    diagnostics,
    clips,
    rehearsals,
    services: [
      processes,
      diskWatch,
      origin,
      channelPages,
      recordings,
      destinations,
      scenes,
      ...relaying.services,
      broadcasts,
      clips,
      ...services,
      rehearsals,
      mediaServer,
      studio,
      studioFeed,
    ],
    close: () => database.close(),
  };
}
