/** https://developer.mozilla.org/docs/Web/API/EyeDropper: Chromium has it on desktops. */
interface EyeDropperLike {
  open(): Promise<{ readonly sRGBHex: string }>;
}

/** A tool that takes a colour from anywhere on the screen; null where the browser has none. Answers null when it was left. */
export const pickColour: (() => Promise<string | null>) | null = makePicker();

function makePicker(): (() => Promise<string | null>) | null {
  const { EyeDropper } = globalThis as { EyeDropper?: new () => EyeDropperLike };
  if (EyeDropper === undefined) return null;
  return async () => {
    try {
      return (await new EyeDropper().open()).sRGBHex.toLowerCase();
    } catch {
      // left with Escape
      return null;
    }
  };
}
