import { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '../../shared/errors.js';
import type { Reason } from '../../shared/domain.js';
import type { ServerState } from '../../shared/studio-state.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../log/logger.js';
import type { FromOrigin, OriginWorkerData, ToOrigin } from './origin-protocol.js';
import type { Origin } from './origin.js';

export interface OriginDeps {
  /** Folder that holds the channels (the archive's root). */
  readonly root: string;
  /** `out/node/origin-worker.mjs`. */
  readonly workerFile: string;
  /** The port to try first; the next free one is taken when it is busy. 0: any. */
  readonly port: number;
  readonly lan: boolean;
  /** Bytes of files kept in memory. */
  readonly cacheBytes?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

const defaultCacheBytes = 256 * 1024 * 1024;
const stopDeadlineMs = 4000;
const healthyAfterMs = 60_000;
/** Pauses before a restart: the first at once, for viewers wait. When all are used up the origin has failed. */
const restartPausesMs = [0, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000];

/**
 * The origin: a supervised worker thread. `start` rejects when the first thread finds no port; later deaths restart it on
 * the same port (state `restarting`), and too many in a row end in state `failed`.
 */
export function createOrigin(deps: OriginDeps): Origin {
  const { clock, log } = deps;
  const counters = new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT);
  const totals = new Float64Array(counters);
  const listeners = new Set<(state: ServerState) => void>();
  const lanRequests = new Map<number, () => void>();
  let state: ServerState = { status: 'offline', port: null, wantedPort: deps.port, urls: [], reason: null };
  let isLanAllowed = deps.lan;
  let lan: readonly string[] = [];
  let nextRequest = 1;
  let failures = 0;
  let worker: Worker | null = null;
  let exited: Promise<void> = Promise.resolve();
  let cancelRestart = (): void => undefined;
  let isStopping = false;
  let started: Promise<void> | null = null;
  let stopped: Promise<void> | null = null;

  const baseUrls = (): { url: string; reach: 'computer' | 'network' }[] => {
    const { port } = state;
    if (port === null) return [];
    return [
      { url: `http://127.0.0.1:${port}`, reach: 'computer' },
      ...lan.map((address) => ({ url: `http://${address}:${port}`, reach: 'network' as const })),
    ];
  };
  const setState = (change: Partial<ServerState>): void => {
    const before = JSON.stringify(state);
    state = { ...state, ...change };
    state = { ...state, urls: baseUrls().map(({ url }) => url) };
    if (JSON.stringify(state) === before) return;
    for (const listener of listeners) listener(state);
  };
  const post = (message: ToOrigin): void => worker?.postMessage(message);
  const settleLanRequests = (): void => {
    for (const resolve of lanRequests.values()) resolve();
    lanRequests.clear();
  };

  /** Starts one thread; resolves when it listens, rejects when it cannot. Its death later is the supervisor's. */
  function spawn(wanted: { readonly port: number; readonly onlyWanted: boolean }): Promise<void> {
    const workerData: OriginWorkerData = {
      root: deps.root,
      cacheBytes: deps.cacheBytes ?? defaultCacheBytes,
      ...wanted,
      lan: isLanAllowed,
      counters,
    };
    const thread = new Worker(deps.workerFile, { workerData, name: 'origin', execArgv: [], argv: [] });
    worker = thread;
    return new Promise((resolve, reject) => {
      let isListening = false;
      let cancelHealthy = (): void => undefined;
      let failure: AppError | null = null;
      thread.on('message', (message: FromOrigin) => {
        switch (message.type) {
          case 'listening':
            isListening = true;
            cancelHealthy = clock.after(healthyAfterMs, () => (failures = 0));
            lan = message.lan;
            setState({ status: 'listening', port: message.port, reason: movedReason(deps.port, message.port) });
            // Asked for while the thread was starting.
            post({ type: 'lan', request: 0, allowed: isLanAllowed });
            resolve();
            return;
          case 'lan':
            lan = message.lan;
            setState({});
            if (message.request !== null) lanRequests.get(message.request)?.();
            return;
          case 'failed':
            failure = new AppError(message.code, message.message, { details: { port: wanted.port } });
            return;
          case 'problem':
            log.warn({ problem: message.message }, 'the origin reports a problem');
        }
      });
      thread.on('error', (error) => log.error({ err: error }, 'the origin thread threw'));
      exited = new Promise((done) => {
        thread.once('exit', (code) => {
          cancelHealthy();
          worker = null;
          settleLanRequests();
          done();
          if (isListening && !isStopping) restart(`the thread ended with code ${code}`);
          reject(failure ?? new AppError('internal', `Expected the origin to listen, its thread ended with ${code}`));
        });
      });
    });
  }

  function restart(why: string): void {
    const pauseMs = restartPausesMs[failures];
    failures += 1;
    if (pauseMs === undefined) {
      log.error({ why, failures }, 'the origin died too often and stays down');
      setState({ status: 'failed', reason: reasonOf('internal') });
      return;
    }
    log.warn({ why, pauseMs }, 'the origin is started again');
    setState({ status: 'restarting' });
    cancelRestart = clock.after(pauseMs, () => {
      if (isStopping) return;
      spawn({ port: state.port ?? deps.port, onlyWanted: true }).catch((error: unknown) => {
        if (!isStopping && state.status === 'restarting') restart(String(error));
      });
    });
  }

  async function run(): Promise<void> {
    setState({ status: 'starting' });
    try {
      await spawn({ port: deps.port, onlyWanted: false });
    } catch (error) {
      setState({ status: 'failed', reason: reasonOf(error instanceof AppError ? error.code : 'internal') });
      throw error;
    }
    log.info({ urls: state.urls }, 'the origin listens');
  }

  async function end(): Promise<void> {
    isStopping = true;
    cancelRestart();
    post({ type: 'stop' });
    const cancel = clock.after(stopDeadlineMs, () => void worker?.terminate());
    await started?.catch(() => undefined);
    await exited;
    cancel();
    lan = [];
    setState({ status: 'offline', port: null, reason: null });
  }

  return {
    name: 'origin',
    // told by start
    prepare: () => void (started ??= run()).catch(() => undefined),
    start: () => (started ??= run()),
    stop: () => (stopped ??= end()),
    state: () => state,
    onState: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    baseUrls,
    setLan: (allowed) => {
      isLanAllowed = allowed;
      // No thread just now: the next one starts with the new answer.
      if (worker === null) return Promise.resolve();
      const request = nextRequest;
      nextRequest += 1;
      return new Promise<void>((resolve) => {
        lanRequests.set(request, resolve);
        post({ type: 'lan', request, allowed });
      }).then(() => void lanRequests.delete(request));
    },
    changed: (paths) => post({ type: 'changed', paths: [...paths] }),
    livePlaylist: (folder, text) => post({ type: 'playlist', folder, text }),
    livePart: (folder, partSeconds, { broadcastId: _broadcast, rendition: _rendition, ...part }) => {
      // a copy of its own: what is posted is copied with all of the memory that it lies in
      post({ type: 'part', folder, partSeconds, ...part, bytes: Uint8Array.from(part.bytes) });
    },
    figures: () => ({ requests: totals[0] ?? 0, bytes: totals[1] ?? 0 }),
  };
}

function movedReason(wanted: number, port: number): Reason | null {
  return wanted === 0 || wanted === port ? null : { code: 'origin.port-moved', details: { wanted, port } };
}

function reasonOf(code: ErrorCode): Reason {
  return { code, details: {} };
}
