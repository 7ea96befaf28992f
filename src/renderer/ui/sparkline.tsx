interface SparklineProps {
  readonly values: readonly (number | null)[];
  readonly className?: string;
}

const [width, height] = [100, 28];

/** The last two minutes of a figure, from zero up. Decoration: the figure itself stands beside it. */
export function Sparkline({ values, className }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <svg viewBox={`0 0 ${width} ${height}`} aria-hidden className={className} />;
  const top = Math.max(...known) * 1.15 || 1;
  const step = width / (known.length - 1);
  const points = known.map(
    (value, index) => `${(index * step).toFixed(1)},${(height - 1 - (value / top) * (height - 3)).toFixed(1)}`,
  );
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden className={className}>
      <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} fill="currentColor" opacity="0.13" />
      <polyline
        points={points.join(' ')}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
