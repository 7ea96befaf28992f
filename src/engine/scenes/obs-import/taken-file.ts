/** What became of a file that the collection names: taken in, or not, and why. */
export type TakenFile =
  | {
      readonly assetId: string;
      /** Of a picture, where its head says it. */
      readonly size: { readonly width: number; readonly height: number } | null;
    }
  | { readonly why: 'file-missing' | 'file-unsupported' | 'file-elsewhere' | 'file-left' };
