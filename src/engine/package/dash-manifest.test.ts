import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { markedRows, segmentRow } from '../archive/rows.test-support.js';
import { renderDashManifest, type DashManifestInput } from './dash-manifest.js';
import { DashPeriods } from './dash-periods.js';
import { RenditionTimeline } from './rendition-timeline.js';

const heights = { '720p': 720, '360p': 360, audio: null } as const;

/** A ladder of which each rendition has a segment of 2 s for each `#`, and a gap for each `.`. */
function ladder(marks: Partial<Record<keyof typeof heights, string>>): RenditionTimeline[] {
  return Object.entries(marks).map(([name, text]) => {
    const { rendition, segments } = markedRows(name, text, heights[name as keyof typeof heights]);
    return new RenditionTimeline(rendition, segments);
  });
}

function periodsOf(timelines: readonly RenditionTimeline[], edge?: number): DashPeriods {
  const periods = new DashPeriods();
  periods.extend(timelines, edge ?? Math.max(...timelines.map(({ segments }) => segments.length)) - 1, () => true);
  return periods;
}

const told = (periods: DashPeriods): string[] =>
  periods.periods.map(({ first, last, renditions }) => `${first}–${last} ${renditions.join('+')}`);

function manifest(timelines: readonly RenditionTimeline[], fields: Partial<DashManifestInput> = {}): string {
  const { periods } = periodsOf(timelines);
  const text = renderDashManifest({
    timelines,
    periods,
    bandwidths: new Map([['720p', 1_000_000.5]]),
    targetDurationSeconds: 2,
    live: null,
    ...fields,
  });
  if (text === null) throw new Error('Expected a manifest');
  return text;
}

const attributes = (text: string, element: string): string[] =>
  [...text.matchAll(new RegExp(`<${element} ([^>]*?)/?>`, 'g'))].map(([, found = '']) => found);

/** The segments that a player would ask for, with their times: SegmentTimeline read as ISO/IEC 23009-1 §5.3.9.6 says. */
function segmentsIn(text: string): { readonly uri: string; readonly startTicks: number }[] {
  return [...text.matchAll(/<Representation id="([^"]+)"[\s\S]*?<\/Representation>/g)].flatMap(([body, id]) => {
    let number = Number(/startNumber="(\d+)"/.exec(body)?.[1]);
    let at = 0;
    return [...body.matchAll(/<S (?:t="(\d+)" )?d="(\d+)"(?: r="(\d+)")?\/>/g)].flatMap(([, t, d, r]) => {
      at = t === undefined ? at : Number(t);
      return Array.from({ length: Number(r ?? 0) + 1 }, () => {
        const found = { uri: `${id}/${number}.m4s`, startTicks: at };
        number += 1;
        at += Number(d);
        return found;
      });
    });
  });
}

describe('DashPeriods', () => {
  test('a ladder without gaps is one, and goes on as one', () => {
    const timelines = ladder({ '720p': '####', audio: '####' });
    const periods = periodsOf(timelines, 1);
    periods.extend(timelines, 3, () => true);
    expect(told(periods)).toEqual(['0–3 720p+audio']);
  });

  test('a rendition that lacks something is not in that span', () => {
    expect(told(periodsOf(ladder({ '720p': '##..##', '360p': '######', audio: '######' })))).toEqual([
      '0–1 720p+360p+audio',
      '2–3 360p+audio',
      '4–5 720p+360p+audio',
    ]);
  });

  test('what came too late for one stays out of it', () => {
    const timelines = ladder({ '720p': '###', '360p': '###' });
    const late = new Set(['360p/1']);
    const periods = new DashPeriods();
    periods.extend(timelines, 1, ({ rendition, sequence }) => !late.has(`${rendition}/${sequence}`));
    late.clear();
    periods.extend(timelines, 2, () => true);
    expect(told(periods)).toEqual(['0–0 720p+360p', '1–1 720p', '2–2 720p+360p']);
  });

  test('a span of sound alone is left out where there is a picture, and is all where there is none', () => {
    expect(told(periodsOf(ladder({ '720p': '#.#', audio: '###' })))).toEqual(['0–0 720p+audio', '2–2 720p+audio']);
    expect(told(periodsOf(ladder({ audio: '###' })))).toEqual(['0–2 audio']);
  });

  test('any ladder: each segment that is there with a picture beside it is told once, and no gap', () => {
    const marks = fc.array(fc.constantFrom('#', '.'), { minLength: 12, maxLength: 12 }).map((each) => each.join(''));
    fc.assert(
      fc.property(marks, marks, marks, fc.integer({ min: 0, max: 11 }), (top, low, sound, step) => {
        const timelines = ladder({ '720p': top, '360p': low, audio: sound });
        const periods = periodsOf(timelines, step);
        periods.extend(timelines, 11, () => true);
        const { periods: list } = periods;
        const expected = timelines.flatMap(({ segments }) =>
          segments
            .filter(({ state, sequence }) => state === 'closed' && (top[sequence] === '#' || low[sequence] === '#'))
            .map(({ rendition, sequence }) => `${rendition}/${sequence}.m4s`),
        );
        const text = renderDashManifest({
          ...{ timelines, periods: list, bandwidths: new Map(), targetDurationSeconds: 2, live: null },
        });
        const uris = text === null ? [] : segmentsIn(text).map(({ uri }) => uri);
        expect([...uris].sort()).toEqual([...expected].sort());
      }),
    );
  });
});

describe('renderDashManifest', () => {
  test('a recording: static, as long as it is, every segment at its time', () => {
    const timelines = ladder({ '720p': '###', audio: '###' });
    const text = manifest(timelines);
    expect(attributes(text, 'MPD')[0]).toContain('type="static" mediaPresentationDuration="PT6S"');
    expect(attributes(text, 'Period')).toEqual(['id="0" start="PT0S" duration="PT6S"']);
    expect(attributes(text, 'Representation')[0]).toBe(
      'id="720p" codecs="avc1.640020" bandwidth="1000001" width="720" height="720" frameRate="30000/1000"',
    );
    expect(attributes(text, 'SegmentTemplate')[0]).toContain('initialization="$RepresentationID$/init-0.mp4"');
    expect(segmentsIn(text).slice(0, 3)).toEqual([
      { uri: '720p/0.m4s', startTicks: 0 },
      { uri: '720p/1.m4s', startTicks: 180_000 },
      { uri: '720p/2.m4s', startTicks: 360_000 },
    ]);
  });

  test('live: dated, a window of it, and what was an absence is one', () => {
    const timelines = ladder({ '720p': '####' });
    const [top] = timelines;
    const absentMs = 30_000;
    for (const sequence of [4, 5]) {
      const date = segmentRow('720p', sequence).programDateTimeMs + absentMs;
      top?.append(segmentRow('720p', sequence, { init: 1, discontinuity: sequence === 4, programDateTimeMs: date }));
    }
    const nowMs = Date.UTC(2026, 10, 21, 8);
    const live = { windowSeconds: 8, updateSeconds: 4, nowMs };
    const text = manifest(timelines, { live });
    const [head] = attributes(text, 'MPD');
    expect(head).toContain('type="dynamic" availabilityStartTime="2026-11-21T07:00:00.000Z"');
    expect(head).toContain(
      'publishTime="2026-11-21T08:00:00.000Z" minimumUpdatePeriod="PT4S" timeShiftBufferDepth="PT8S"',
    );
    expect(attributes(text, 'Period')).toEqual(['id="0" start="PT0S" duration="PT8S"', 'id="4" start="PT38S"']);
    expect(attributes(text, 'SegmentTemplate').map((each) => /init-\d/.exec(each)?.[0])).toEqual(['init-0', 'init-1']);
    expect(segmentsIn(text).map(({ uri }) => uri)).toEqual(['720p/2.m4s', '720p/3.m4s', '720p/4.m4s', '720p/5.m4s']);
    expect(attributes(text, 'UTCTiming')[0]).toContain('value="broadcast.json"');
    expect(attributes(text, 'SegmentTemplate')[1]).toContain('presentationTimeOffset="720000"');
  });

  test('a window that begins inside a Period keeps its start and its offset', () => {
    const live = { windowSeconds: 4, updateSeconds: 2, nowMs: 0 };
    const text = manifest(ladder({ '720p': '#####' }), { live });
    expect(attributes(text, 'Period')).toEqual(['id="0" start="PT0S"']);
    expect(attributes(text, 'SegmentTemplate')[0]).toContain('presentationTimeOffset="0"');
    expect(attributes(text, 'SegmentTemplate')[0]).toContain('startNumber="3"');
    expect(segmentsIn(text)).toEqual([
      { uri: '720p/3.m4s', startTicks: 540_000 },
      { uri: '720p/4.m4s', startTicks: 720_000 },
    ]);
  });

  test('sound is told where its packets are, whatever the picture was cut at', () => {
    const { rendition } = markedRows('audio', '#', null);
    const lasts = [96_256, 95_232, 96_256, 96_256];
    const segments = lasts.map((durationTicks, sequence) =>
      segmentRow('audio', sequence, { startTicks: sequence * 96_000, durationTicks }),
    );
    const timelines = [new RenditionTimeline({ ...rendition, timescale: 48_000 }, segments)];
    const live = { windowSeconds: 3, updateSeconds: 2, nowMs: 0 };
    expect(segmentsIn(manifest(timelines)).map(({ startTicks }) => startTicks)).toEqual([0, 96_256, 191_488, 287_744]);
    expect(segmentsIn(manifest(timelines, { live })).map(({ startTicks }) => startTicks)).toEqual([191_488, 287_744]);
  });

  test('nothing to play is no manifest', () => {
    const timelines = ladder({ '720p': '..' });
    const { periods } = periodsOf(timelines);
    expect(
      renderDashManifest({ timelines, periods, bandwidths: new Map(), targetDurationSeconds: 2, live: null }),
    ).toBeNull();
  });

  test('what is text stays inside its attribute', () => {
    const { rendition, segments } = markedRows('720p', '#', 720);
    const timelines = [new RenditionTimeline({ ...rendition, codecs: 'a"><b&' }, segments)];
    expect(manifest(timelines)).toContain('codecs="a&#34;&#62;&#60;b&#38;"');
  });
});
