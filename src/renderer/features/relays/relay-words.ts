import { CircleCheck, CirclePause, CircleX, LoaderCircle, Power, type LucideIcon } from 'lucide-react';
import type { RelayFeed, RelayRun } from '../../../shared/relays.js';
import type { Tone } from '../../ui/badge.js';
import { formatBitrate } from '../../ui/format.js';

/** How a relay of a broadcast looks. */
export interface RunLook {
  /** A word or two. */
  readonly word: string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly isMoving: boolean;
}

const off: RunLook = { word: 'Off', tone: 'quiet', icon: Power, isMoving: false };
const waiting: RunLook = { word: 'Waits for the programme', tone: 'quiet', icon: CirclePause, isMoving: false };
const ending: RunLook = { word: 'Says good-bye', tone: 'quiet', icon: LoaderCircle, isMoving: true };
const held: RunLook = { word: 'Holds the line', tone: 'warn', icon: CirclePause, isMoving: false };
const silent: RunLook = { word: 'Live, nothing comes', tone: 'warn', icon: CirclePause, isMoving: false };
const looks: Record<Exclude<RelayRun['status'], 'idle'>, RunLook> = {
  connecting: { word: 'Connecting', tone: 'accent', icon: LoaderCircle, isMoving: true },
  live: { word: 'Live', tone: 'ok', icon: CircleCheck, isMoving: false },
  reconnecting: { word: 'Reconnecting', tone: 'warn', icon: LoaderCircle, isMoving: true },
  failed: { word: 'Given up', tone: 'danger', icon: CircleX, isMoving: false },
};

/** How a relay stands, in a word, wherever it is shown. `null`: it was not taken along. */
export function lookOfRun(run: RelayRun | null): RunLook {
  if (run === null) return off;
  if (isEnding(run)) return ending;
  if (run.status === 'idle') return run.reason === null ? off : waiting;
  if (run.status === 'live' && run.reason?.code === 'relay.feed-silent') return silent;
  return run.status === 'live' && isSourceGone(run) ? held : looks[run.status];
}

/** True while it sends or tries to; what was given up has to be started again. */
export function isRunOn(run: RelayRun | null): boolean {
  if (run === null || run.status === 'failed' || isEnding(run)) return false;
  return run.status !== 'idle' || run.reason !== null;
}

/** Stopped; the service is being told. */
export function isEnding({ reason }: RelayRun): boolean {
  return reason?.code === 'relay.ending';
}

/** Live, with nothing to send just now. */
export function isSourceGone({ reason }: RelayRun): boolean {
  return reason?.code === 'relay.no-source';
}

/** True where it has to be said that what went wrong is tried again: some words say so themselves. */
export function isTriedAgain({ status, reason }: RelayRun): boolean {
  const code = reason?.code ?? null;
  return status !== 'failed' && code !== null && code !== 'relay.restarting' && code !== 'relay.feed-silent';
}

/** What a relay sends, in a few words behind "sends". */
export function feedWords({ kind, name, bitrate, isPictureCopied }: RelayFeed): string {
  const figure = bitrate === null ? '' : `, ${formatBitrate(bitrate)}`;
  if (kind === 'source') return `the source, untouched${figure}`;
  if (isPictureCopied === true) return `the ${name} picture untouched, its sound made anew${figure}`;
  if (kind === 'encode') return `an encode of its own, ${name}${figure}`;
  return name === 'audio' ? `the sound alone${figure}` : `the rendition ${name}${figure}`;
}

/** How far the service is behind, in words that need no precision. Below half a second it is not. */
export function lagWords(lagMs: number | null): string {
  if (lagMs === null) return '–';
  return lagMs < 500 ? 'nothing' : `${(lagMs / 1000).toFixed(1)} s`;
}

/** Pictures that were left out, for a small figure. */
export function dropWords(droppedFrames: number): string {
  if (droppedFrames === 0) return 'none';
  return `${droppedFrames} ${droppedFrames === 1 ? 'picture' : 'pictures'}`;
}
