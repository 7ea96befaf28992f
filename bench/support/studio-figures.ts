import type { Figure } from './report.js';
import { recorderSliceMs } from './studio-recorder.js';
import { showSpread, spreadOf } from './statistics.js';
import type { Cores } from './studio-browser.js';
import type { RecorderTaken, Show, StudioTaken } from './studio-takes.js';

/** All that was measured. */
export interface StudioMeasures {
  /** From the engine's process to the studio's being there to be opened. */
  readonly engineMs: number;
  readonly starts: readonly {
    readonly studioMs: number;
    /** With everything in the browser's cache. */
    readonly againMs: number;
    readonly recorderMs: number;
  }[];
  /** A page with nothing in it. */
  readonly blank: Cores;
  /** The studio with an empty scene. */
  readonly rest: Cores;
  readonly shows: readonly { readonly show: Show; readonly studio: StudioTaken; readonly recorder: RecorderTaken }[];
}

const showMs = (values: readonly number[]): string => {
  const { median, p95, max, count } = spreadOf(values);
  return `p50 ${median.toFixed(0)}, p95 ${p95.toFixed(0)} ms (max ${max.toFixed(0)}, n ${count})`;
};
const showCores = ({ browser, engine }: Cores): string => `${browser.toFixed(2)} + ${engine.toFixed(2)}`;
const showRatio = (one: number, other: number): string => `${(one / other).toFixed(2)} ×`;

/** The table. */
export function studioFigures({ engineMs, starts, blank, rest, shows }: StudioMeasures): Figure[] {
  const seconds = (pick: (start: (typeof starts)[number]) => number): string =>
    showSpread(spreadOf(starts.map((start) => pick(start) / 1000)), 2, ' s');
  const ratios = starts.map(({ studioMs, recorderMs }) => studioMs / recorderMs);
  return [
    { what: "engine's process started → its studio can be opened", measured: `${(engineMs / 1000).toFixed(2)} s` },
    {
      what: 'studio opened, nothing cached → first picture of the camera on the stage',
      measured: seconds((start) => start.studioMs),
    },
    { what: '  opened again', measured: seconds((start) => start.againMs) },
    { what: '  the MediaRecorder page', measured: seconds((start) => start.recorderMs) },
    { what: '  studio / MediaRecorder page', measured: showSpread(spreadOf(ratios), 1, ' ×') },
    { what: 'cores, browser + engine: a blank page', measured: showCores(blank) },
    { what: 'cores, browser + engine: the studio at rest, an empty scene', measured: showCores(rest) },
    ...shows.flatMap(ofShow),
  ];
}

function ofShow({ show, studio, recorder }: StudioMeasures['shows'][number]): Figure[] {
  const { canvas } = show;
  const name = `${canvas.height}p${canvas.fps}`;
  const { pictures, counts, figures } = studio;
  const of = (from: keyof (typeof pictures)[number], to: keyof (typeof pictures)[number]): string =>
    showMs(pictures.map((picture) => picture[to] - picture[from]));
  return [
    { what: `${name}: cores, previewing`, measured: showCores(studio.previewing) },
    { what: '  the MediaRecorder page', measured: showCores(recorder.previewing) },
    { what: `${name}: cores, live`, measured: showCores(studio.live) },
    { what: '  the MediaRecorder page', measured: showCores(recorder.live) },
    { what: '  studio / MediaRecorder page, browser', measured: showRatio(studio.live.browser, recorder.live.browser) },
    { what: `${name}: pictures a second at the RTMP server`, measured: studio.rate.toFixed(2) },
    { what: '  the MediaRecorder page', measured: recorder.rate.toFixed(2) },
    {
      what: `  of ${counts.composed + counts.repeated} ticks repeated, left out by the encoder, not sent`,
      measured: `${counts.repeated}, ${counts.skippedByEncoder}, ${counts.droppedByFeed}`,
    },
    {
      what: '  composed in (p50 / p95)',
      measured: `${figures.composeP50Ms.toFixed(1)} / ${figures.composeP95Ms.toFixed(1)} ms`,
    },
    { what: `${name}: picture composed → its packet in the RTMP server`, measured: of('composedMs', 'arrivedMs') },
    { what: '  of it until it was encoded', measured: of('composedMs', 'encodedMs') },
    { what: "  camera's picture there → its packet in the RTMP server", measured: of('capturedMs', 'arrivedMs') },
    {
      what: `  the MediaRecorder page (slices of ${recorderSliceMs} ms)`,
      measured: showMs(recorder.camera.latenciesMs),
    },
  ];
}
