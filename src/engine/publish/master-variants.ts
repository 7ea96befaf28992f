import type { MasterInput, MasterVariant } from '../package/master-playlist.js';
import type { RenditionTimeline } from '../package/rendition-timeline.js';

/** ISO-BMFF boxes and HTTP around the encoder's bits. */
const overheadFactor = 1.03;
/** A copied rung has no ceiling: what was seen so far plus this much. */
const copiedMarginFactor = 1.2;

/**
 * What the master playlist says of each rendition. While live an encoded rung is declared at its ceiling, a copied one at
 * its measured peak + 20 %; once ended both are exact. Renditions without media yet are left out.
 */
export function masterVariants(
  timelines: readonly RenditionTimeline[],
  options: { readonly targetDurationSeconds: number; readonly ended: boolean },
): Pick<MasterInput, 'variants' | 'audio'> {
  const ready = timelines.filter((timeline) => timeline.segments.some((segment) => segment.state === 'closed'));
  const sound = ready.find((timeline) => timeline.row.kind === 'audio');
  const pictures = ready.filter((timeline) => timeline.row.kind === 'video');
  const soundRates = sound === undefined ? { peak: 0, average: 0 } : declaredRates(sound, options);
  const named = pictures.length > 0 ? pictures : ready;
  const variants = named.map((timeline): MasterVariant => {
    const rates = declaredRates(timeline, options);
    const isSound = timeline === sound;
    const { row } = timeline;
    return {
      name: row.name,
      codecs: sound === undefined || isSound ? row.codecs : `${row.codecs},${sound.row.codecs}`,
      width: row.width,
      height: row.height,
      fps: row.fps,
      bandwidth: rates.peak + (isSound ? 0 : soundRates.peak),
      averageBandwidth: rates.average + (isSound ? 0 : soundRates.average),
    };
  });
  const audio = sound === undefined ? null : { name: sound.row.name, codecs: sound.row.codecs, channels: null };
  return { variants, audio };
}

/** Peak and average of one rendition, bits per second: what players may reckon with. */
export function declaredRates(
  timeline: RenditionTimeline,
  options: { readonly targetDurationSeconds: number; readonly ended: boolean },
): { peak: number; average: number } {
  const { row } = timeline;
  const measured = timeline.bitrates(options.targetDurationSeconds);
  if (measured === null) return { peak: row.maxBitrate ?? 0, average: row.maxBitrate ?? 0 };
  if (options.ended) return measured;
  // steps of 5 %, so that the master is not rewritten with every segment
  const step = (value: number): number => 1.05 ** Math.ceil(Math.log(Math.max(value, 1)) / Math.log(1.05));
  const ceiling = row.maxBitrate === null ? measured.peak * copiedMarginFactor : row.maxBitrate * overheadFactor;
  const peak = Math.max(ceiling, measured.peak);
  return {
    peak: row.maxBitrate === null || measured.peak > ceiling ? step(peak) : peak,
    average: Math.min(step(measured.average), step(peak)),
  };
}
