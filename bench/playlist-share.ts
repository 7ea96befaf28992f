import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { LongShow, segmentSeconds } from './support/long-show.js';
import { isQuick, runBench, type BenchResult, type Figure } from './support/report.js';

/** The budget: playlist bytes over media bytes, in percent. */
const budget = 1;
const hours = isQuick ? 2 : 12;
const perHour = isQuick ? 60 : 3600 / segmentSeconds;
/** The origin compresses text with zlib's level 6. */
const level = 6;

interface Hour {
  readonly number: number;
  /** Of the whole ladder, as published. */
  media: number;
  plain: number;
  gzip: number;
  dvrWrites: number;
  /** What a viewer fetches: each live playlist once per segment, gzipped, and the segment. By rendition. */
  readonly viewer: Map<string, { playlist: number; media: number }>;
}

/** Hours 1 and 12 are published segment by segment; in those between, the playlists are written once a minute, to save time. */
async function fastForward(): Promise<Hour[]> {
  const measured: Hour[] = [];
  let hour: Hour | null = null;
  const show = new LongShow((file, text) => {
    if (hour === null) return;
    const gzipped = gzipSync(text, { level }).length;
    hour.plain += Buffer.byteLength(text);
    hour.gzip += gzipped;
    if (file.endsWith('1080p/dvr.m3u8')) hour.dvrWrites += 1;
    const rendition = path.basename(path.dirname(file));
    const entry = hour.viewer.get(rendition);
    if (entry !== undefined && file.endsWith('/index.m3u8')) entry.playlist += gzipped;
  });
  for (let number = 1; number <= hours; number += 1) {
    const isMeasured = number === 1 || number === hours;
    const current: Hour = { number, media: 0, plain: 0, gzip: 0, dvrWrites: 0, viewer: new Map() };
    hour = isMeasured ? current : null;
    for (let index = 0; index < perHour; index += 1) {
      const bytes = await show.next({ publishes: isMeasured || index % 30 === 0 });
      for (const [rendition, size] of bytes) {
        const entry = current.viewer.get(rendition) ?? { playlist: 0, media: 0 };
        current.viewer.set(rendition, { ...entry, media: entry.media + size });
        current.media += size;
      }
    }
    if (isMeasured) measured.push(current);
  }
  return measured;
}

async function measure(): Promise<BenchResult> {
  const measured = await fastForward();
  const percent = (bytes: number, media: number): string => `${((100 * bytes) / media).toFixed(3)} %`;
  const figures = measured.flatMap(({ number, media, plain, gzip, viewer }): Figure[] => {
    const judge = (what: string, bytes: number, over: number): Figure => ({
      what: `hour ${number}: ${what}`,
      measured: percent(bytes, over),
      budget: `≤ ${budget} %`,
      isKept: 100 * bytes <= budget * over,
    });
    const fetched = (rendition: string): Figure => {
      const { playlist, media: own } = viewer.get(rendition) ?? { playlist: NaN, media: NaN };
      return judge(`fetched by a viewer of ${rendition}, gzipped`, playlist, own);
    };
    return [
      judge('written and sent gzipped, whole ladder', gzip, media),
      fetched('1080p'),
      fetched('360p'),
      // nobody pays for these by the byte: they go to the local disk
      { what: `hour ${number}: written as they are, whole ladder`, measured: percent(plain, media) },
    ];
  });
  const details = measured.map((hour) => ({ ...hour, viewer: Object.fromEntries(hour.viewer) }));
  return { figures, details: { hours: details } };
}

await runBench('playlist-share', measure);
