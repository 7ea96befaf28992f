/** Own icons, drawn on a 24 × 24 grid with a 2 px line; filled shapes are marked. */
const shapes = {
  play: { fill: 'M8 5.6v12.800a1 1 0 0 0 1.500.870l10.600-6.400a1 1 0 0 0 0-1.740L9.500 4.730A1 1 0 0 0 8 5.600z' },
  pause: {
    fill: 'M7 5h3a.8.8 0 0 1 .8.800v12.400a.8.8 0 0 1-.8.800H7a.8.8 0 0 1-.8-.800V5.800A.8.8 0 0 1 7 5zm7 0h3a.8.8 0 0 1 .8.800v12.400a.8.8 0 0 1-.8.800h-3a.8.8 0 0 1-.8-.800V5.800A.8.8 0 0 1 14 5z',
  },
  replay: { line: 'M4 4v5h5M4.600 15a8 8 0 1 0 .4-7.500L4 9' },
  soundHigh: {
    line: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18.300 6.200a8.200 8.200 0 0 1 0 11.600',
  },
  soundLow: { line: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6' },
  soundOff: { line: 'M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM16 9.500l5 5M21 9.500l-5 5' },
  settings: { line: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.800v4.400M9 14.800v4.400' },
  fullScreen: { line: 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5' },
  leaveFullScreen: { line: 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5' },
  pictureInPicture: {
    line: 'M11 19H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v4',
    fill: 'M14 14h7.500v5.500H14z',
  },
  help: {
    line: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.500 9.600a2.600 2.600 0 1 1 3.700 2.400c-.8.400-1.200.9-1.200 1.700M12 17v.01',
  },
  check: { line: 'M5 12.500l4.500 4.500L19 7.500' },
  close: { line: 'M6 6l12 12M18 6L6 18' },
  share: {
    line: 'M10 13.500a4 4 0 0 0 5.700 0l3-3a4 4 0 0 0-5.700-5.700l-1 1M14 10.500a4 4 0 0 0-5.700 0l-3 3a4 4 0 0 0 5.700 5.700l1-1',
  },
  open: { line: 'M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5' },
  offline: {
    line: 'M3 9.500A13 13 0 0 1 8 6.700M21 9.500a13 13 0 0 0-8-3.300M6.500 13.200A8 8 0 0 1 10 11.200M17.500 13.200a8 8 0 0 0-2-1.400M12 18v.01M4 4l16 16',
  },
  sleep: { line: 'M20 14.500A8.500 8.500 0 1 1 9.500 4 6.800 6.800 0 0 0 20 14.500z' },
  broken: {
    line: 'M12 8.500v4.500M12 16.500v.01M10.300 4.300 2.900 17a2 2 0 0 0 1.700 3h14.800a2 2 0 0 0 1.700-3L13.700 4.300a2 2 0 0 0-3.400 0z',
  },
} as const satisfies Readonly<Record<string, { readonly line?: string; readonly fill?: string }>>;

export type IconName = keyof typeof shapes;

const svgNamespace = 'http://www.w3.org/2000/svg';

function path(data: string, kind: 'line' | 'fill'): SVGPathElement {
  const element = document.createElementNS(svgNamespace, 'path');
  element.setAttribute('d', data);
  element.setAttribute('class', `icon-${kind}`);
  return element;
}

/** An icon, hidden from screen readers: the control around it carries the name. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS(svgNamespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', 'icon');
  const shape: { readonly line?: string; readonly fill?: string } = shapes[name];
  if (shape.fill !== undefined) svg.append(path(shape.fill, 'fill'));
  if (shape.line !== undefined) svg.append(path(shape.line, 'line'));
  return svg;
}
