import path from 'node:path';
import { AppError } from '../shared/errors.js';
import type { ActiveBroadcast } from '../shared/studio-state.js';
import { defaultSettings } from '../shared/settings.js';
import { layout, toDiskPath } from './archive/layout.js';
import { assignChanges } from './assign-changes.js';
import { Chronicle } from './broadcast/chronicle.js';
import { summarize } from './broadcast/summarize.js';
import { systemClock } from './clock.js';
import { lockDataDir } from './database/data-dir-lock.js';
import type { BroadcastSummary, Engine, EngineOptions } from './engine-api.js';
import { initialState } from './engine-state.js';
import { buildParts, type EngineParts } from './engine-parts.js';
import { openLog, type Log } from './log/pino-logger.js';
import { createStateStore } from './serve/state-store.js';
import type { Service } from './service.js';
import { createCommands, createQueries } from './studio-commands.js';

/**
 * The engine: builds its parts in order, starts them in order, stops them in reverse. Nothing happens before `start`.
 */
export function createEngine(options: EngineOptions): Engine {
  return new HeadwaterEngine(options);
}

class HeadwaterEngine implements Engine {
  readonly state;
  readonly commands;
  readonly queries;
  readonly #options: EngineOptions;
  #parts: EngineParts | null = null;
  #log: Log | null = null;
  #chronicle: Chronicle | null = null;
  #releaseLock: () => void = () => undefined;
  readonly #running = new Set<Service>();
  #started: Promise<void> | null = null;
  #stopped: Promise<void> | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.state = createStateStore(
      initialState({
        version: options.version,
        startedAtMs: systemClock.now(),
        canReveal: options.canReveal ?? false,
        settings: defaultSettings(),
      }),
    );
    this.commands = createCommands(() => this.#need());
    this.queries = createQueries(() => this.#need());
  }

  start(): Promise<void> {
    this.#started ??= this.#start();
    return this.#started;
  }

  stop(reason: string): Promise<void> {
    this.#stopped ??= this.#stop(reason);
    return this.#stopped;
  }

  studioUrl(): string {
    return this.#need().studio.studioUrl();
  }

  endAfter(broadcastId: string, seconds: number): void {
    this.#need().broadcasts.get(broadcastId).endAfter(seconds);
  }

  async ended(broadcastId: string): Promise<BroadcastSummary> {
    const { broadcasts, publications } = this.#need();
    const row = await broadcasts.ended(broadcastId);
    await publications.settled(broadcastId);
    const summary = this.summary(broadcastId);
    if (row.status !== 'failed' && summary !== null) return summary;
    const why = this.state.get().notices.find(({ level }) => level === 'error')?.reason;
    throw new AppError('recording.empty', 'Expected something to have been recorded', {
      details: { ...why?.details, why: why?.code ?? 'transcode.failed' },
    });
  }

  summary(broadcastId: string): BroadcastSummary | null {
    const { journal, archiveRoot, origin, publications } = this.#need();
    const publication = publications.describe(broadcastId)[0] ?? null;
    const publicUrl = publications.publicUrl(broadcastId, 'index.html');
    return summarize({ journal, archiveRoot, bases: origin.baseUrls(), broadcastId, publication, publicUrl });
  }

  async #start(): Promise<void> {
    const { dataDir } = this.#options;
    const lock = lockDataDir(dataDir);
    this.#releaseLock = () => lock.release();
    const log = openLog({
      dataDir,
      ...(this.#options.logToStderr === undefined ? {} : { stderrLevel: this.#options.logToStderr }),
    });
    this.#log = log;
    log.logger.info({ version: this.#options.version, dataDir: path.resolve(dataDir) }, 'engine starts');
    try {
      const parts = await buildParts({
        options: this.#options,
        log,
        clock: systemClock,
        state: this.state,
        commands: this.commands,
        queries: this.queries,
        onActive: (active) => this.#onActive(active),
      });
      this.#parts = parts;
      this.#keepBroadcastLogs(parts, log);
      for (const service of parts.services) {
        if (service.prepare === undefined) continue;
        this.#running.add(service);
        service.prepare();
      }
      for (const service of parts.services) {
        this.#running.add(service);
        await service.start();
      }
      log.logger.info({}, 'engine started');
    } catch (error) {
      log.logger.error({ err: error }, 'engine did not start');
      await this.stop('start failed');
      throw error;
    }
  }

  async #stop(reason: string): Promise<void> {
    const logger = this.#log?.logger;
    logger?.info({ reason }, 'engine stops');
    for (const service of this.#parts?.services.toReversed() ?? []) {
      if (!this.#running.has(service)) continue;
      try {
        await service.stop(reason);
      } catch (error) {
        logger?.error({ err: error, service: service.name }, 'service did not stop cleanly');
      }
    }
    this.#chronicle?.stop();
    // where they belong is asked of the database
    this.#log?.broadcasts.unfollow();
    this.#parts?.close();
    logger?.info({}, 'engine stopped');
    this.#log?.close();
    this.#releaseLock();
  }

  #keepBroadcastLogs({ journal, archiveRoot, broadcasts }: EngineParts, log: Log): void {
    this.#chronicle = new Chronicle({ store: this.state, logger: log.logger, now: () => systemClock.now() });
    this.#chronicle.start();
    log.broadcasts.follow({
      folderOf: (id) => {
        const row = journal.broadcast(id);
        return row === null ? null : toDiskPath(archiveRoot, layout.broadcast(row.channel, id));
      },
      activeId: () => broadcasts.active?.row.id ?? null,
    });
  }

  #onActive(active: ActiveBroadcast | null): void {
    this.state.update((draft) => {
      if (draft.broadcast === null || active === null || draft.broadcast.id !== active.id) draft.broadcast = active;
      else assignChanges(draft.broadcast, active);
    });
  }

  #need(): EngineParts {
    if (this.#parts === null) throw new AppError('engine.shutting-down', 'Expected a started engine');
    return this.#parts;
  }
}
