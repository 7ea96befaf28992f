import type { Surroundings } from '../engine/host/data-dir.js';
import type { Engine, EngineOptions } from '../engine/engine-api.js';
import { createEngine } from '../engine/engine.js';
import { bucketFromEnvironment, requirePublicUrl } from './bucket-from-environment.js';
import type { BroadcastCommand, ServeCommand } from './command.js';
import { folderOpener } from './open-browser.js';
import { dataDir } from './places.js';
import { relayStartLine } from './relay-start-line.js';
import { relaysOfRun } from './relays-of-run.js';
import { listenForStop, type StopSignal } from './stop-signal.js';

/** What every command gets: where it is, and where it may write. */
export interface CliContext {
  readonly around: Surroundings;
  /** Folder of what was built (`out/`). */
  readonly outDir: string;
  readonly version: string;
  /** Writes a line to standard output. */
  readonly print: (line: string) => void;
  /** Writes a line to standard error. */
  readonly tell: (line: string) => void;
}

/** An engine that is up, and the signal that ends it. */
export interface Session {
  readonly engine: Engine;
  readonly stop: StopSignal;
  /** When its start began, epoch milliseconds: what was noticed from then on belongs to this run. */
  readonly sinceMs: number;
  /** Stops the engine, at the latest after 8 s. */
  readonly close: (reason: string) => Promise<void>;
}

/** Exit status of a command that a signal ended before all was done (128 + SIGINT). */
export const INTERRUPTED = 130;

const STOP_LIMIT_MS = 8_000;

/** What the command line says about where to publish, as the engine takes it. Throws UsageError. */
async function destinationOf(
  { name, destination }: ServeCommand | BroadcastCommand,
  context: CliContext,
): Promise<Pick<EngineOptions, 'destination' | 'destinationId'>> {
  if (destination === null) return {};
  if (destination.kind === 'this-computer') return { destinationId: 'this-computer' };
  if (destination.kind === 'saved') return { destinationId: destination.name };
  const bucket = await bucketFromEnvironment(destination, context.around, name);
  requirePublicUrl(bucket, name);
  if (bucket.expiresAtMs !== null) {
    const end = new Date(bucket.expiresAtMs).toISOString();
    context.tell(`The keys to the bucket end at ${end}; what is not uploaded by then waits for new ones.`);
  }
  return { destination: { config: bucket.config, credentials: bucket.credentials } };
}

/** Starts an engine for one command. Null when a signal came first. Throws UsageError and what Engine.start throws. */
export async function openSession(
  command: ServeCommand | BroadcastCommand,
  context: CliContext,
): Promise<Session | null> {
  const sinceMs = Date.now();
  const oneOff = command.name !== 'serve';
  const studioPort = command.port ?? (oneOff ? 0 : null);
  const reveal = folderOpener();
  const destination = await destinationOf(command, context);
  const relays =
    command.relays === null ? null : relaysOfRun(command.relays, context.around, command.name, context.tell);
  const engine = createEngine({
    dataDir: dataDir(command.dataDir, context.around),
    outDir: context.outDir,
    version: context.version,
    ...destination,
    ...(relays !== null && { relays }),
    ...(reveal !== null && { canReveal: true, reveal }),
    ...(studioPort !== null && { studioPort }),
    // A one-off broadcast takes no encoders: it must not stand in the way of a studio's port.
    ...(oneOff && { rtmpPort: 0 }),
  });
  const stop = listenForStop();
  const close = async (reason: string) => {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), STOP_LIMIT_MS);
    });
    const end = await Promise.race([engine.stop(reason), limit]);
    clearTimeout(timer);
    stop.dispose();
    if (end === 'late') context.tell('Headwater did not stop in time and is ended now.');
  };
  // A signal during a slow start must not wait for it: stop works in any state.
  const early = stop.received.then(() => 'stopped' as const);
  try {
    if ((await Promise.race([engine.start(), early])) !== 'stopped') {
      const chosen = engine.state.get().destinations.find(({ isDefault }) => isDefault);
      if (chosen !== undefined) context.tell(`Publishing to ${chosen.config.name}.`);
      const along = relayStartLine(engine.state.get());
      if (along !== null) context.tell(along);
      return { engine, stop, sinceMs, close };
    }
  } catch (error) {
    stop.dispose();
    throw error;
  }
  await close('signal');
  return null;
}
