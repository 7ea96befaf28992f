import { create } from 'zustand';

export interface Upload {
  readonly id: string;
  readonly name: string;
  /** 0–1. */
  readonly share: number;
}

interface Uploads {
  readonly uploads: readonly Upload[];
  set(upload: Upload): void;
  end(id: string): void;
}

/** Files on their way to the engine. */
export const useUploads = create<Uploads>((set) => ({
  uploads: [],
  set: (upload) =>
    set(({ uploads }) => ({
      uploads: uploads.some(({ id }) => id === upload.id)
        ? uploads.map((each) => (each.id === upload.id ? upload : each))
        : [...uploads, upload],
    })),
  end: (id) => set(({ uploads }) => ({ uploads: uploads.filter((each) => each.id !== id) })),
}));
