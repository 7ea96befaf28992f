import { create } from 'zustand';
import type { CaptureOffer } from '../../../shared/host-capture.js';

/** What is asked of the person. */
export interface PickerWish {
  /** What comes first in the list. */
  readonly first: CaptureOffer['kind'];
  /** Sound is wanted with it, where there is some. */
  readonly withSound: boolean;
}

interface PickerRequest {
  /** Null: the picker is closed. */
  readonly wish: PickerWish | null;
  /** Opens it. Resolves with whether something was chosen, which the desktop app knows then. One that is open is closed before. */
  ask(wish: PickerWish): Promise<boolean>;
  /** Closes it. */
  answer(isChosen: boolean): void;
}

let settle: (isChosen: boolean) => void = () => undefined;

/** Whether the picker is open, and for what. */
export const usePickerRequest = create<PickerRequest>((set) => ({
  wish: null,
  ask: (wish) => {
    settle(false);
    return new Promise((resolve) => {
      settle = resolve;
      set({ wish });
    });
  },
  answer: (isChosen) => {
    set({ wish: null });
    settle(isChosen);
  },
}));
