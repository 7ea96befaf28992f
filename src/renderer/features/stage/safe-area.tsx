/** What television and phones keep clear: action within 93 %, titles within 90 % (EBU R 95). */
export function SafeArea() {
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden
      className="pointer-events-none absolute inset-0 size-full text-white/70"
    >
      {[3.5, 5].map((inset) => (
        <rect
          key={inset}
          x={inset}
          y={inset}
          width={100 - 2 * inset}
          height={100 - 2 * inset}
          fill="none"
          stroke="currentColor"
          vectorEffect="non-scaling-stroke"
        />
      ))}
      <path d="M50 47v6M47 50h6" stroke="currentColor" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
