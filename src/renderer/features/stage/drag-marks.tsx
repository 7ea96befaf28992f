import type { SceneItem } from '../../../shared/scenes/scene-item.js';
import { boundsOf } from '../../scenes/geometry/bounds-of.js';
import type { DragShown } from './use-stage-gestures.js';
import { stageWords } from './stage-words.js';
import type { StageView } from './stage-view.js';

interface DragMarksProps {
  readonly shown: DragShown;
  readonly items: readonly SceneItem[];
  readonly view: StageView;
  readonly canvas: { readonly width: number; readonly height: number };
}

/** While something is dragged: guides that hold it, how far it is from the edges, and its figures. */
export function DragMarks({ shown, items, view, canvas }: DragMarksProps) {
  const { scale, left, top } = view;
  const [x, y] = [(value: number) => left + value * scale, (value: number) => top + value * scale];
  if (shown.marquee !== null) {
    const { from, to } = shown.marquee;
    return (
      <div
        aria-hidden
        className="pointer-events-none absolute border border-accent bg-accent/15"
        style={{
          left: x(Math.min(from.x, to.x)),
          top: y(Math.min(from.y, to.y)),
          width: Math.abs(to.x - from.x) * scale,
          height: Math.abs(to.y - from.y) * scale,
        }}
      />
    );
  }
  const bounds = boundsOf(items);
  if (shown.grip === null || bounds === null) return null;
  const only = items.length === 1 ? (items[0] ?? null) : null;
  const size = only?.box ?? bounds;
  const right = bounds.x + bounds.width;
  const bottom = bounds.y + bounds.height;
  const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
  const distances = [
    { key: 'left', from: 0, to: bounds.x, axis: 'x' },
    { key: 'right', from: right, to: canvas.width, axis: 'x' },
    { key: 'top', from: 0, to: bounds.y, axis: 'y' },
    { key: 'bottom', from: bottom, to: canvas.height, axis: 'y' },
  ] as const;
  const figure =
    shown.grip === 'move'
      ? stageWords.place(bounds.x, bounds.y)
      : shown.grip === 'rotate'
        ? only === null
          ? null
          : stageWords.degrees(only.rotation)
        : stageWords.size(size.width, size.height);
  return (
    <div aria-hidden className="pointer-events-none">
      <svg className="absolute inset-0 size-full text-live">
        {shown.guides.map(({ axis, at, from, to }) => (
          <line
            key={`${axis}${at}`}
            stroke="currentColor"
            strokeWidth="1.5"
            {...(axis === 'x'
              ? { x1: x(at), x2: x(at), y1: y(from), y2: y(to) }
              : { x1: x(from), x2: x(to), y1: y(at), y2: y(at) })}
          />
        ))}
        {distances.map(
          ({ key, from, to, axis }) =>
            to - from > 0 && (
              <line
                key={key}
                stroke="currentColor"
                strokeDasharray="3 4"
                opacity="0.7"
                {...(axis === 'x'
                  ? { x1: x(from), x2: x(to), y1: y(middle.y), y2: y(middle.y) }
                  : { x1: x(middle.x), x2: x(middle.x), y1: y(from), y2: y(to) })}
              />
            ),
        )}
      </svg>
      {distances.map(
        ({ key, from, to, axis }) =>
          (to - from) * scale > 24 && (
            <Figure
              key={key}
              left={axis === 'x' ? x((from + to) / 2) : x(middle.x)}
              top={axis === 'x' ? y(middle.y) : y((from + to) / 2)}
              text={stageWords.distance(to - from)}
            />
          ),
      )}
      {figure !== null && <Figure left={x(middle.x)} top={Math.max(12, y(bounds.y) - 48)} text={figure} />}
    </div>
  );
}

function Figure({ left, top, text }: { readonly left: number; readonly top: number; readonly text: string }) {
  return (
    <span
      style={{ left, top }}
      className="absolute -translate-1/2 rounded bg-live px-1.5 text-2xs font-medium whitespace-nowrap text-on-live tabular-nums"
    >
      {text}
    </span>
  );
}
