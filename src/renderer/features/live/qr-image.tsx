import { encode } from 'uqr';
import { liveWords } from './live-words.js';

/** A text as a QR code: always dark on white, as scanners want it, whatever the theme. */
export function QrImage({ text }: { readonly text: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const modules = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={liveWords.qr.image}
      shapeRendering="crispEdges"
      className="w-60 rounded-control bg-white"
    >
      <path d={modules.join('')} fill="#0b1a1d" />
    </svg>
  );
}
