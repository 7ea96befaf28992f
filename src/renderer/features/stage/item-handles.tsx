import { clsx } from 'clsx';
import type { PointerEvent } from 'react';
import type { Placed } from '../../scenes/geometry/bounds-of.js';
import { handles, signsOf, type Handle } from '../../scenes/geometry/resize-box.js';
import { boxStyle } from './box-style.js';
import type { Grip } from './gestures.js';
import type { StageView } from './stage-view.js';

interface ItemHandlesProps {
  /** The one item that is selected, or the box around several. */
  readonly placed: Placed;
  readonly view: StageView;
  readonly isCropping: boolean;
  readonly onGrab: (event: PointerEvent, grip: Grip) => void;
}

const angles: Record<Handle, number> = { n: 0, ne: 45, e: 90, se: 135, s: 180, sw: 225, w: 270, nw: 315 };
const cursors = ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'] as const;

/** What the selection is held by. For the pointer alone: numbers are in the inspector. */
export function ItemHandles({ placed, view, isCropping, onGrab }: ItemHandlesProps) {
  // above the item there may be no room for it
  const isTight = view.top + placed.box.y * view.scale < 36;
  return (
    <div
      aria-hidden
      style={boxStyle(placed, view)}
      className={clsx(
        'pointer-events-none absolute ring-1 ring-white/60 ring-inset',
        isCropping ? 'outline-2 outline-ok outline-dashed' : 'outline-2 outline-accent outline-solid',
      )}
    >
      {!isCropping && (
        <>
          {!isTight && <span className="absolute -top-6 left-1/2 h-6 w-px bg-accent" />}
          <span
            data-handle="rotate"
            onPointerDown={(event) => onGrab(event, { type: 'rotate' })}
            className={clsx(
              'pointer-events-auto absolute left-1/2 size-4 -translate-x-1/2 cursor-grab rounded-full border-2 border-accent bg-surface',
              isTight ? 'top-4' : '-top-8',
            )}
          />
        </>
      )}
      {handles.map((handle) => {
        const { x, y } = signsOf(handle);
        const cursor = cursors[Math.round(((angles[handle] + placed.rotation + 360) % 360) / 45) % 4];
        return (
          <span
            key={handle}
            data-handle={handle}
            onPointerDown={(event) => onGrab(event, { type: 'resize', handle })}
            style={{ left: `${(x + 1) * 50}%`, top: `${(y + 1) * 50}%`, cursor }}
            className="pointer-events-auto absolute grid size-5 -translate-1/2 place-items-center"
          >
            <span
              className={clsx('size-2.5 rounded-[2px] border-2 bg-surface', isCropping ? 'border-ok' : 'border-accent')}
            />
          </span>
        );
      })}
    </div>
  );
}
