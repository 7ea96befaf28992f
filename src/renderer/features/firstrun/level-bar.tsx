import { useEffect, useRef } from 'react';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { formatDb, meterPosition } from '../mixer/decibels.js';
import { mixerWords } from '../mixer/mixer-words.js';

interface LevelBarProps {
  readonly sourceId: string;
  readonly name: string;
}

/** How loud a source is, lying. Moved past React, as often as it is told. */
export function LevelBar({ sourceId, name }: LevelBarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const media = useStudioMedia();
  useEffect(
    () =>
      media.onMeters((readings) => {
        const element = bar.current;
        const reading = readings.get(sourceId);
        if (element === null) return;
        const peakDb = reading === undefined ? -Infinity : Math.max(...reading.peakDb);
        element.style.setProperty('--level', `${meterPosition(peakDb) * 100}%`);
        element.setAttribute('aria-valuenow', String(Math.round(Math.min(0, Math.max(-60, peakDb)))));
        element.setAttribute('aria-valuetext', mixerWords.decibel(formatDb(peakDb)));
      }),
    [media, sourceId],
  );
  return (
    <div
      ref={bar}
      role="meter"
      aria-label={mixerWords.level(name)}
      aria-valuemin={-60}
      aria-valuemax={0}
      aria-valuenow={-60}
      className="h-2.5 overflow-hidden rounded-full bg-sunken"
    >
      <div className="h-full w-(--level,0%) rounded-full bg-ok" />
    </div>
  );
}
