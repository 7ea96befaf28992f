import { useEffect, useRef } from 'react';
import type { MeterReading } from '../../media/studio-media.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { formatDb } from './decibels.js';
import { MeterPainter } from './meter-painter.js';
import { onThemeChange } from './on-theme-change.js';
import { mixerWords as words } from './mixer-words.js';

/** How often the level is told to those who hear the page. */
const tellEveryMs = 1_000;

interface MeterProps {
  /** Of a source, or `master`. */
  readonly id: string;
  readonly name: string;
}

/** A level, drawn as often as it is told, past React. */
export function Meter({ id, name }: MeterProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const media = useStudioMedia();
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const painter = new MeterPainter(element);
    let toldAtMs = -Infinity;
    let reading: MeterReading | undefined;
    painter.paint(reading);
    const stopWatching = onThemeChange(() => {
      painter.forgetColours();
      painter.paint(reading);
    });
    const stopListening = media.onMeters((readings) => {
      reading = readings.get(id);
      painter.paint(reading);
      // that there is none any more is the last that is told: the mixer rests
      if (reading !== undefined && performance.now() - toldAtMs < tellEveryMs) return;
      toldAtMs = performance.now();
      tell(element, reading);
    });
    return () => {
      stopWatching();
      stopListening();
    };
  }, [id, media]);
  return (
    <canvas
      ref={canvas}
      role="meter"
      aria-label={words.level(name)}
      aria-valuemin={-60}
      aria-valuemax={0}
      aria-valuenow={-60}
      className="h-full w-4"
    />
  );
}

function tell(element: HTMLElement, reading: MeterReading | undefined): void {
  const held = reading === undefined ? -Infinity : Math.max(...reading.heldDb);
  element.setAttribute('aria-valuenow', String(Math.round(Math.min(0, Math.max(-60, held)))));
  const text = reading?.hasClipped === true ? words.clipped : words.decibel(formatDb(held));
  element.setAttribute('aria-valuetext', text);
}
