import type { BroadcastStatus } from '../shared/domain.js';
import type { ActiveBroadcast } from '../shared/studio-state.js';
import { describeUpload } from './upload-line.js';

const labels: Readonly<Record<BroadcastStatus, string>> = {
  waiting: 'waiting',
  starting: 'starting',
  live: 'LIVE',
  reconnecting: 'reconnecting',
  ending: 'ending',
  ended: 'ended',
  failed: 'failed',
};

/** Seconds as `M:SS` or `H:MM:SS`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** The broadcast in one line: state, time, fps, speed, renditions, upload. What is not known is left out. */
export function describeBroadcast(broadcast: ActiveBroadcast): string {
  const { figures, renditions, publication } = broadcast;
  const rungs = renditions.filter((rendition) => rendition.kind === 'video' && rendition.status === 'active');
  return [
    labels[broadcast.status],
    formatDuration(figures.durationSeconds),
    figures.inputFps === null ? null : `${figures.inputFps.toFixed(1)} fps`,
    figures.speed === null ? null : `speed ${figures.speed.toFixed(2)}×`,
    rungs.length === 0 ? null : rungs.map((rendition) => rendition.name).join(' '),
    publication === null ? null : describeUpload(publication),
  ]
    .filter((part) => part !== null)
    .join('  ');
}

/** Cuts to the terminal's width, so that a line never wraps: a wrapped one could not be overwritten. */
export function fitLine(text: string, columns: number): string {
  const characters = [...text];
  return characters.length < columns ? text : `${characters.slice(0, Math.max(0, columns - 2)).join('')}…`;
}
