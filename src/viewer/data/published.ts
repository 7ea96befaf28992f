/** A broadcast as the page uses it: read from broadcast.json, which is treated as hostile. */
export interface Broadcast {
  readonly id: string;
  readonly title: string;
  /** Lines of text; empty: there is none. */
  readonly description: string;
  readonly channelName: string;
  readonly state: 'waiting' | 'live' | 'reconnecting' | 'ended';
  readonly startedAtMs: number | null;
  readonly durationSeconds: number | null;
  /** True once there is a master.m3u8 to play. */
  readonly playable: boolean;
  readonly hasPoster: boolean;
  /** True once there is a dvr.m3u8: everything so far, while the broadcast goes on. */
  readonly hasHistory: boolean;
  /** Length of a segment that is asked for by its name before a playlist names it, seconds; null: none is. */
  readonly aheadSeconds: number | null;
  /** The channel's lease tells whether the studio is there. */
  readonly hasLease: boolean;
}

/** A broadcast in the channel's list. */
export interface RecordingEntry {
  readonly id: string;
  readonly title: string;
  readonly startedAtMs: number | null;
  readonly durationSeconds: number;
  readonly hasPoster: boolean;
}

/** A channel as the page uses it: read from channel.json, which is treated as hostile. */
export interface Channel {
  readonly name: string;
  readonly live: { readonly id: string; readonly title: string; readonly startedAtMs: number | null } | null;
  readonly recordings: readonly RecordingEntry[];
  /** Where those that follow are listed; null: these are all. */
  readonly older: string | null;
}

/** A month of older recordings. */
export type OlderRecordings = Pick<Channel, 'recordings' | 'older'>;

const idPattern = /^\d{8}-\d{6}-[a-z0-9]{8}$/;
const maxRecordings = 500;
/** A month of a channel that records all day, every day. */
const maxInMonth = 10_000;
const olderPattern = /^recordings\/\d{4}-\d{2}\.json$/;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** Text to show: control and bidirectional override characters out, at most `max` characters. */
function text(value: unknown, max: number): string {
  if (typeof value !== 'string') return '';
  const clean = value.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ');
  return Array.from(clean).slice(0, max).join('').trim();
}

/** As `text`, of several lines; at most two line breaks in a row. */
function lines(value: unknown, max: number): string {
  if (typeof value !== 'string') return '';
  const each = value.slice(0, max).split(/\r\n|\r|\n/);
  return each
    .map((line) => text(line, max))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function id(value: unknown): string | null {
  return typeof value === 'string' && idPattern.test(value) ? value : null;
}

function timeMs(value: unknown): number | null {
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(parsed) ? parsed : null;
}

function seconds(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

/**
 * Reads broadcast.json. Answers null for anything that is not one; never throws. Written by hand because zod alone would be
 * a tenth of the page. Only the names fixed in src/shared/published.ts are taken as paths.
 */
export function readBroadcast(value: unknown): Broadcast | null {
  const fields = fieldsOf(value);
  if (fields?.['version'] !== 1) return null;
  const broadcastId = id(fields['id']);
  const state = fields['state'];
  if (broadcastId === null) return null;
  if (state !== 'waiting' && state !== 'live' && state !== 'reconnecting' && state !== 'ended') return null;
  return {
    id: broadcastId,
    title: text(fields['title'], 200) || 'Untitled broadcast',
    description: lines(fields['description'], 5000),
    channelName: text(fields['channelName'], 100),
    state,
    startedAtMs: timeMs(fields['startedAt']),
    durationSeconds: seconds(fields['durationSeconds']),
    playable: fields['master'] === 'master.m3u8',
    hasPoster: fields['poster'] === 'poster.jpg',
    hasHistory: fields['dvr'] === 'dvr.m3u8',
    aheadSeconds: aheadSeconds(fields['ahead']),
    hasLease: fields['hasLease'] === true,
  };
}

function aheadSeconds(value: unknown): number | null {
  const length = seconds(fieldsOf(value)?.['segmentSeconds']);
  return length !== null && length >= 0.2 && length <= 2 ? length : null;
}

/** Reads lease.json: when its holder last said that it is there, by the server's clock, epoch ms; null for anything else. */
export function readLease(value: unknown): number | null {
  return seconds(fieldsOf(value)?.['renewedAtMs']);
}

function readRecording(value: unknown): RecordingEntry | null {
  const fields = fieldsOf(value);
  const recordingId = id(fields?.['id']);
  if (fields === null || recordingId === null) return null;
  return {
    id: recordingId,
    title: text(fields['title'], 200) || 'Untitled broadcast',
    startedAtMs: timeMs(fields['startedAt']),
    durationSeconds: seconds(fields['durationSeconds']) ?? 0,
    hasPoster: fields['poster'] === true,
  };
}

/** Reads channel.json. Answers null for anything that is not one; a bad entry is left out; never throws. */
export function readChannel(value: unknown): Channel | null {
  const fields = fieldsOf(value);
  if (fields?.['version'] !== 1) return null;
  const live = fieldsOf(fields['live']);
  const liveId = id(live?.['id']);
  return {
    name: text(fields['name'], 100),
    live:
      live !== null && liveId !== null
        ? { id: liveId, title: text(live['title'], 200) || 'Live', startedAtMs: timeMs(live['startedAt']) }
        : null,
    ...readList(fields, maxRecordings),
  };
}

/** Reads a month of older recordings. Answers null for anything that is not one; never throws. */
export function readOlder(value: unknown): OlderRecordings | null {
  const fields = fieldsOf(value);
  return fields?.['version'] === 1 ? readList(fields, maxInMonth) : null;
}

function readList(fields: Fields, most: number): OlderRecordings {
  const list: readonly unknown[] = Array.isArray(fields['recordings']) ? fields['recordings'].slice(0, most) : [];
  const older = fields['older'];
  return {
    recordings: list.map(readRecording).filter((entry) => entry !== null),
    older: typeof older === 'string' && olderPattern.test(older) ? older : null,
  };
}
