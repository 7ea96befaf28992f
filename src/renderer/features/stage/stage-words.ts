import type { SceneItem } from '../../../shared/scenes/scene-item.js';

const rounded = Math.round;

/** What is said on and about the stage. */
export const stageWords = {
  stage: 'Stage',
  programme: 'Programme',
  preview: 'Preview',
  programmeNote: 'This is what goes out.',
  previewNote: 'Prepare the next scene here, then press Take.',
  item: (name: string, { box, rotation, isLocked, isVisible }: SceneItem) =>
    [
      `${name}, ${rounded(box.width)} by ${rounded(box.height)} at ${rounded(box.x)}, ${rounded(box.y)}`,
      ...(rotation === 0 ? [] : [`turned by ${rounded(rotation)} degrees`]),
      ...(isLocked ? ['locked'] : []),
      ...(isVisible ? [] : ['hidden']),
    ].join(', '),
  moved: (name: string, x: number, y: number) => `${name} at ${rounded(x)}, ${rounded(y)}`,
  movedAll: (count: number, x: number, y: number) => `${count} sources at ${rounded(x)}, ${rounded(y)}`,
  size: (width: number, height: number) => `${rounded(width)} × ${rounded(height)}`,
  place: (x: number, y: number) => `${rounded(x)}, ${rounded(y)}`,
  degrees: (degrees: number) => `${rounded(degrees * 10) / 10}°`,
  distance: (pixels: number) => `${rounded(pixels)}`,
  cropping: 'Drag the edges to crop. Enter or Escape ends it.',
  crop: 'Crop',
  safeArea: 'Safe area',
  snapping: 'Snap to edges and middles',
  dropHere: 'Drop pictures, videos or sounds to add them',
  emptyTitle: 'This scene is empty',
  emptyNote: 'Add what your viewers shall see. Everything can be moved, resized and layered afterwards.',
  menu: {
    title: 'What is selected',
    fit: 'Fit to the programme',
    fill: 'Fill the programme',
    stretch: 'Stretch to the programme',
    centre: 'Centre in the programme',
    hide: 'Hide',
    show: 'Show',
    lock: 'Lock',
    unlock: 'Unlock',
    selectAll: 'Select all',
  },
  edits: { move: 'move', resize: 'resize', crop: 'crop', rotate: 'rotate' },
} as const;
