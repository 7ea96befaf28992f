import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { broadcastIdSchema, renditionNameSchema } from '../../shared/domain.js';
import { broadcastJsonSchema } from '../../shared/published.js';
import type { Logger } from '../log/logger.js';
import type { BroadcastRow, Journal, RenditionRow } from './journal.js';
import { layout, toDiskPath } from './layout.js';
import { levelRenditions } from './repair-ladder.js';
import { renditionFromFiles, repairRendition } from './repair-rendition.js';

export interface RepairDeps {
  readonly journal: Journal;
  /** Folder of all channels. */
  readonly root: string;
  readonly logger: Logger;
}

const finished: ReadonlySet<string> = new Set(['ended', 'failed']);

/**
 * Mends every broadcast that was not ended when the engine last stopped, and takes in those that are on the disk and not in
 * the journal. Returns the rows as they are now, still unfinished: the caller resumes or ends them.
 */
export async function repairArchive(deps: RepairDeps, channel: string): Promise<BroadcastRow[]> {
  await adoptUnknown(deps, channel);
  const unfinished = deps.journal.broadcasts().filter((row) => !finished.has(row.status));
  await removeTemporaries(toDiskPath(deps.root, layout.channel(channel)));
  for (const row of unfinished) {
    await removeTemporaries(toDiskPath(deps.root, layout.broadcast(row.channel, row.id)));
    await repairBroadcast(deps, row);
  }
  return unfinished.map((row) => deps.journal.broadcast(row.id) ?? row);
}

/** Mends one broadcast whose writing was cut short, by a crash or a full disk: all rows and files are whole afterwards. */
export async function repairBroadcast(deps: RepairDeps, row: BroadcastRow): Promise<void> {
  const folder = toDiskPath(deps.root, layout.broadcast(row.channel, row.id));
  const folders = (await folderNames(folder)).filter((name) => renditionNameSchema.safeParse(name).success);
  // also those without a folder: begun when the engine died, or lost since
  const names = new Set([...deps.journal.renditions(row.id).map(({ name }) => name), ...folders]);
  for (const name of names) {
    const directory = path.join(folder, name);
    const known = deps.journal.renditions(row.id).find((rendition) => rendition.name === name);
    const rendition: RenditionRow | null = known ?? (await renditionFromFiles(directory, row.id, name));
    if (rendition === null) continue;
    if (known === undefined) deps.journal.upsertRendition(rendition);
    const repair = await repairRendition({
      journal: deps.journal,
      rendition,
      directory,
      createdAtMs: row.liveAtMs ?? row.createdAtMs,
    });
    deps.logger.info({ broadcast: row.id, rendition: name, ...repair }, 'rendition repaired');
  }
  levelRenditions(deps.journal, row.id);
  deps.journal.updateBroadcast(row.id, { repaired: true });
}

/** Broadcast folders that the journal does not know (it was lost, or the folder was copied here). */
async function adoptUnknown(deps: RepairDeps, channel: string): Promise<void> {
  const parent = toDiskPath(deps.root, `${channel}/b`);
  for (const id of await folderNames(parent)) {
    if (!broadcastIdSchema.safeParse(id).success || deps.journal.broadcast(id) !== null) continue;
    const folder = path.join(parent, id);
    const text = await readFile(path.join(folder, 'broadcast.json'), 'utf8').catch(() => '{}');
    const told = broadcastJsonSchema.safeParse(parseJson(text));
    const { birthtimeMs, mtimeMs } = await stat(folder);
    const createdAtMs = told.success ? Date.parse(told.data.startedAt) || birthtimeMs : birthtimeMs;
    deps.journal.insertBroadcast({
      id,
      channel,
      title: told.success ? told.data.title : id,
      programme: { kind: 'url', label: 'Found on disk' },
      status: 'ending',
      repaired: true,
      createdAtMs,
      liveAtMs: createdAtMs,
      endedAtMs: null,
      lastMediaAtMs: mtimeMs,
      targetDurationSeconds: 6,
      segmentSeconds: 6,
      partSeconds: 0.5,
      reconnectWindowSeconds: 0,
      liveWindowSeconds: 600,
      description: told.success ? (told.data.description ?? '') : '',
      visibility: told.success && told.data.isListed === false ? 'private' : 'public',
      showId: null,
      durationSeconds: null,
      sizeBytes: null,
    });
    deps.logger.warn({ broadcast: id }, 'broadcast found on disk and not in the journal');
  }
}

/** Pages and playlists that a crash kept from getting their names. */
async function removeTemporaries(directory: string): Promise<void> {
  const names = await readdir(directory).catch((): string[] => []);
  for (const name of names) if (name.endsWith('.tmp')) await rm(path.join(directory, name), { force: true });
}

async function folderNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // a torn file: what it would have said is found out from the media
    return {};
  }
}
