import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors.js';
import type { BroadcastRow } from '../archive/journal.js';
import { fileNames, layout, toDiskPath } from '../archive/layout.js';
import { broadcastLogName } from '../log/broadcast-logs.js';
import { shellLogNames } from '../../shared/shell-log-names.js';
import { logsFolder } from '../log/logs-folder.js';
import { jsonEntry, rowsEntry, type DiagnosticsEntry } from './diagnostics-entry.js';
import type { DiagnosticsSources } from './diagnostics-sources.js';
import { readmeEntry } from './readme-entry.js';
import { systemFacts } from './system-facts.js';
import { textFileEntry } from './text-file-entry.js';

/** Days of the engine's log that go in. */
const logDays = 3;

/**
 * What goes into the zip: logs, facts, settings, and all that is known of one broadcast (`null`: the newest) except its
 * media. Throws `recording.not-found` for an id that is not known.
 */
export async function collectDiagnostics(
  sources: DiagnosticsSources,
  broadcastId: string | null,
  now: Date,
): Promise<DiagnosticsEntry[]> {
  const row = wanted(sources, broadcastId);
  const entries = [
    jsonEntry('facts.json', 'versions, system, engine', () => ({
      savedAt: now.toISOString(),
      headwater: sources.version,
      broadcast: row?.id ?? null,
      ...systemFacts(),
      engine: sources.engineFacts(),
    })),
    jsonEntry('settings.json', 'settings', () => sources.settings()),
    jsonEntry('destinations.json', 'where broadcasts are published, without keys', () => sources.destinations()),
    jsonEntry('doctor.json', 'the newest test of a bucket since the start; null without one', () => sources.doctor()),
    jsonEntry('notices.json', 'what the studio told', () => sources.notices()),
    ...(await logs(sources.dataDir)),
    ...(row === null ? [] : await ofBroadcast(sources, row)),
  ];
  return [readmeEntry(entries, sources.version, now), ...entries];
}

function wanted({ journal }: DiagnosticsSources, id: string | null): BroadcastRow | null {
  if (id === null) return journal.broadcasts()[0] ?? null;
  const row = journal.broadcast(id);
  if (row === null) throw new AppError('recording.not-found', `Expected a known broadcast, got ${id}`);
  return row;
}

async function logs(dataDir: string): Promise<DiagnosticsEntry[]> {
  const folder = logsFolder(dataDir);
  const names = await readdir(folder).catch((): string[] => []);
  const days = names.filter((name) => /^headwater-\d{4}-\d{2}-\d{2}\.log$/.test(name)).sort();
  const entry = (name: string, about: string): DiagnosticsEntry =>
    textFileEntry(`logs/${name}`, about, path.join(folder, name));
  return [
    ...days.slice(-logDays).map((name) => entry(name, "the engine's log")),
    ...shellLogNames.filter((name) => names.includes(name)).map((name) => entry(name, "the desktop app's log")),
  ];
}

async function ofBroadcast(sources: DiagnosticsSources, row: BroadcastRow): Promise<DiagnosticsEntry[]> {
  const { journal, publications, archiveRoot } = sources;
  const folder = toDiskPath(archiveRoot, layout.broadcast(row.channel, row.id));
  const inside = `broadcast-${row.id}`;
  const renditions = journal.renditions(row.id);
  const files = [
    { name: broadcastLogName, about: "the broadcast's own log" },
    { name: 'broadcast.json', about: 'what viewers are told of it' },
    { name: fileNames.master, about: 'master playlist' },
    ...renditions.flatMap(({ name }) => [
      { name: `${name}/${fileNames.live}`, about: 'media playlist' },
      { name: `${name}/${fileNames.dvr}`, about: 'its whole history' },
    ]),
  ];
  const present = new Set(await textFiles(folder));
  return [
    ...files
      .filter(({ name }) => present.has(name))
      .map(({ name, about }) => textFileEntry(`${inside}/${name}`, about, toDiskPath(folder, name))),
    jsonEntry(`${inside}/journal/broadcast.json`, 'its row', () => journal.broadcast(row.id)),
    jsonEntry(`${inside}/journal/renditions.json`, 'its renditions', () => journal.renditions(row.id)),
    ...renditions.map(({ name }) =>
      rowsEntry(`${inside}/journal/segments-${name}.jsonl`, 'segments, one a line', () =>
        journal.segments(row.id, name),
      ),
    ),
    jsonEntry(`${inside}/journal/publications.json`, 'how it is published', () => publications.of(row.id)),
    ...publications
      .of(row.id)
      .map(({ destinationId }, index) =>
        rowsEntry(`${inside}/journal/uploads-${index + 1}.jsonl`, `objects that ${destinationId} has confirmed`, () =>
          publications.confirmed(destinationId, row.id),
        ),
      ),
  ];
}

/** Files of the broadcast's folder and the folders in it, `/`-separated. */
async function textFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
}
