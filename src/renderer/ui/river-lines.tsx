const lines = Array.from({ length: 13 }, (_, index) => {
  const y = 30 + index * 25;
  const swing = 16 + index * 5;
  return `M-20 ${y} C 140 ${y - swing}, 260 ${y + swing}, 420 ${y + 6} S 700 ${y - swing}, 860 ${y + swing / 2} S 1160 ${y + swing}, 1300 ${y - 8}`;
});

/** Contour lines of a river, behind a headline. Decoration only. */
export function RiverLines({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 1280 360" preserveAspectRatio="xMidYMid slice" aria-hidden className={className}>
      {lines.map((line, index) => (
        <path key={line} d={line} fill="none" stroke="currentColor" strokeWidth="1" opacity={0.16 + index * 0.045} />
      ))}
    </svg>
  );
}
