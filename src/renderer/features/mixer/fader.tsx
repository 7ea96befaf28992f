import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { clamp, faderGain, faderPosition, formatDb, leastDb } from './decibels.js';
import { mixerWords as words } from './mixer-words.js';

const steps: Readonly<Record<string, number>> = {
  ArrowUp: 0.5,
  ArrowRight: 0.5,
  ArrowDown: -0.5,
  ArrowLeft: -0.5,
  PageUp: 3,
  PageDown: -3,
};
const fineStep = 0.1;

interface FaderProps {
  readonly name: string;
  readonly gainDb: number;
  readonly mostDb: number;
  /** `gesture`: changes with the same one belong together, for undo. */
  readonly onChange: (gainDb: number, gesture: string) => void;
}

/** A volume on a bent scale. Arrow keys half a decibel (with Shift a tenth), Page three, a double click back to 0 dB. */
export function Fader({ name, gainDb, mostDb, onChange }: FaderProps) {
  const track = useRef<HTMLDivElement>(null);
  const gesture = useRef<string | null>(null);
  const moveTo = (event: PointerEvent) => {
    const bounds = track.current?.getBoundingClientRect();
    if (bounds === undefined || gesture.current === null) return;
    onChange(faderGain(1 - (event.clientY - bounds.top) / bounds.height, mostDb), gesture.current);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const fine = event.shiftKey && step !== undefined && Math.abs(step) < 1 ? Math.sign(step) * fineStep : step;
    const wanted =
      event.key === 'Home' ? mostDb : event.key === 'End' ? leastDb : fine === undefined ? null : gainDb + fine;
    if (wanted === null) return;
    event.preventDefault();
    onChange(Math.round(clamp(wanted, leastDb, mostDb) * 10) / 10, `keys-${name}`);
  };
  const at = `${faderPosition(gainDb, mostDb) * 100}%`;
  return (
    <div
      ref={track}
      role="slider"
      tabIndex={0}
      aria-label={words.fader(name)}
      aria-orientation="vertical"
      aria-valuemin={leastDb}
      aria-valuemax={mostDb}
      aria-valuenow={gainDb}
      aria-valuetext={words.decibel(formatDb(gainDb))}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        gesture.current = crypto.randomUUID();
        // the knob is taken hold of where it is; elsewhere it comes to the pointer
        if (!(event.target instanceof Element && event.target.hasAttribute('data-knob'))) moveTo(event);
      }}
      onPointerMove={moveTo}
      onPointerUp={() => (gesture.current = null)}
      onPointerCancel={() => (gesture.current = null)}
      onDoubleClick={() => onChange(0, crypto.randomUUID())}
      onKeyDown={onKeyDown}
      className="relative h-full w-6 shrink-0 cursor-pointer touch-none rounded-control"
    >
      <span aria-hidden className="absolute inset-y-0 left-1/2 w-1 -translate-x-1/2 rounded-full bg-raised" />
      <span
        aria-hidden
        style={{ height: at }}
        className="absolute bottom-0 left-1/2 w-1 -translate-x-1/2 rounded-full bg-accent"
      />
      <span
        aria-hidden
        style={{ bottom: `${faderPosition(0, mostDb) * 100}%` }}
        className="absolute left-0 h-px w-1.5 bg-muted"
      />
      <span
        aria-hidden
        data-knob
        style={{ bottom: at }}
        className="absolute left-0 h-3.5 w-6 translate-y-1/2 rounded-sm border border-line-strong bg-surface shadow-card after:absolute after:inset-x-1 after:top-1/2 after:h-px after:bg-text"
      />
    </div>
  );
}
