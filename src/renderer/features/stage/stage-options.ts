import { create } from 'zustand';

interface StageOptions {
  readonly hasSafeArea: boolean;
  readonly isSnapping: boolean;
  /** A width that is typed takes the height with it, and the other way round. */
  readonly keepsAspect: boolean;
  /** The item whose edges crop instead of resizing; null: none. */
  readonly cropId: string | null;
  set(options: Partial<Pick<StageOptions, 'hasSafeArea' | 'isSnapping' | 'keepsAspect' | 'cropId'>>): void;
}

/** How the stage behaves; for this page alone. */
export const useStageOptions = create<StageOptions>((set) => ({
  hasSafeArea: false,
  isSnapping: true,
  keepsAspect: false,
  cropId: null,
  set: (options) => set(options),
}));
