import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Fader } from './fader.js';
import { GainField } from './gain-field.js';
import { Meter } from './meter.js';
import { meterPosition } from './decibels.js';

/** Levels that stand beside a meter. */
const marks = [0, -10, -20, -30, -40, -60];

interface StripProps {
  /** Of a source, or `master`. */
  readonly id: string;
  readonly name: string;
  readonly note: string | null;
  readonly gainDb: number;
  readonly mostDb: number;
  readonly isQuiet: boolean;
  readonly onGain: (gainDb: number, gesture: string) => void;
  readonly keys: ReactNode;
}

/** One channel: level, volume, and its keys. */
export function Strip({ id, name, note, gainDb, mostDb, isQuiet, onGain, keys }: StripProps) {
  return (
    <li
      aria-label={name}
      className="flex h-full w-30 shrink-0 flex-col gap-1.5 rounded-control border border-line bg-surface px-2 pt-1.5 pb-2"
    >
      <div className="min-w-0">
        <p className="truncate text-xs font-medium" title={name}>
          {name}
        </p>
        <p className="h-4 truncate text-2xs leading-4 text-muted" title={note ?? undefined}>
          {note}
        </p>
      </div>
      <div className="flex min-h-20 flex-1 justify-between gap-1.5 py-2">
        <div className="flex gap-1">
          <div className={clsx('h-full', isQuiet && 'opacity-40')}>
            <Meter id={id} name={name} />
          </div>
          <div aria-hidden className="relative w-5 text-2xs text-muted tabular-nums">
            {marks.map((db) => (
              <span
                key={db}
                // the clip mark stands above 0 dB
                style={{ bottom: `calc(${meterPosition(db)} * (100% - 7px))` }}
                className="absolute left-0 translate-y-1/2 text-[0.625rem] leading-none"
              >
                {Math.abs(db)}
              </span>
            ))}
          </div>
        </div>
        <Fader name={name} gainDb={gainDb} mostDb={mostDb} onChange={onGain} />
        <div className="flex flex-col items-end justify-between gap-1">{keys}</div>
      </div>
      <div className="flex justify-center">
        <GainField name={name} gainDb={gainDb} mostDb={mostDb} onChange={onGain} />
      </div>
    </li>
  );
}
