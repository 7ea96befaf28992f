import {
  Clock,
  Film,
  Globe,
  Image,
  Mic,
  Monitor,
  Paintbrush,
  Timer,
  Type,
  Camera,
  type LucideIcon,
} from 'lucide-react';
import type { SourceKind, SourceType } from '../../../shared/scenes/scene-source.js';
import { desktopHost } from '../../app/desktop-host.js';
import { sourceWords } from './source-words.js';

export interface SourceKindInfo {
  readonly icon: LucideIcon;
  /** What a new source of it is called, too. */
  readonly name: string;
  /** One line: what it is good for. */
  readonly line: string;
  /** What a new one is. Images and media ask for their file first. */
  readonly make: () => SourceKind;
}

type TextStyle = Pick<
  Extract<SourceKind, { type: 'text' }>,
  'font' | 'sizePx' | 'weight' | 'isItalic' | 'colour' | 'align' | 'outline' | 'background'
>;

const textStyle = (sizePx: number): TextStyle => ({
  font: 'Inter',
  sizePx,
  weight: 600,
  isItalic: false,
  colour: '#ffffff',
  align: 'left',
  outline: { colour: '#000000', widthPx: 0 },
  background: null,
});

/** Every kind of source, in the order of the menu that adds one. */
export const sourceKinds: Readonly<Record<SourceType, SourceKindInfo>> = {
  display: {
    icon: Monitor,
    ...sourceWords.kinds.display,
    ...(desktopHost !== null && { line: sourceWords.desktopDisplayLine }),
    make: () => ({ type: 'display', surface: 'monitor', withSound: true, isCursorShown: true, maxFps: 60 }),
  },
  camera: {
    icon: Camera,
    ...sourceWords.kinds.camera,
    make: () => ({ type: 'camera', device: null, width: 1280, height: 720, fps: 30, isMirrored: false }),
  },
  microphone: {
    icon: Mic,
    ...sourceWords.kinds.microphone,
    make: () => ({
      type: 'microphone',
      device: null,
      noiseSuppression: true,
      echoCancellation: true,
      autoGain: false,
    }),
  },
  image: {
    icon: Image,
    ...sourceWords.kinds.image,
    make: () => ({ type: 'image', assetId: null }),
  },
  media: {
    icon: Film,
    ...sourceWords.kinds.media,
    make: () => ({ type: 'media', assetId: null, isLooped: true, isPlaying: true, startsOver: true }),
  },
  text: {
    icon: Type,
    ...sourceWords.kinds.text,
    make: () => ({ type: 'text', text: sourceWords.newText, scroll: { x: 0, y: 0 }, ...textStyle(96) }),
  },
  clock: {
    icon: Clock,
    ...sourceWords.kinds.clock,
    make: () => ({ type: 'clock', format: '24h', ...textStyle(96) }),
  },
  countdown: {
    icon: Timer,
    ...sourceWords.kinds.countdown,
    make: () => ({ type: 'countdown', spanSeconds: 300, endsAtMs: null, endText: '', ...textStyle(120) }),
  },
  colour: {
    icon: Paintbrush,
    ...sourceWords.kinds.colour,
    make: () => ({ type: 'colour', colour: '#1f4b57', to: null, angle: 0 }),
  },
  web: {
    icon: Globe,
    ...sourceWords.kinds.web,
    make: () => ({
      ...{ type: 'web', url: '', width: 1280, height: 720, fps: 30 },
      // what most overlays want, and what else shows bars and a margin
      ...{
        css: 'body { background: transparent; margin: 0; overflow: hidden; }',
        keepsRunning: true,
        withSound: false,
      },
    }),
  },
};

/** Kinds in the order of the menu. */
export const sourceTypes = Object.keys(sourceKinds) as readonly SourceType[];

/** Whether the picture or sound comes from a device or screen that has to be opened. */
export function isCaptured(kind: SourceKind): boolean {
  return kind.type === 'display' || kind.type === 'camera' || kind.type === 'microphone';
}
