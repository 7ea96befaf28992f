import { z } from 'zod';

const held = '(?:Control|Alt|Shift|Super|Command)';
const name =
  '(?:[A-Z0-9]|F(?:[1-9]|1\\d|2[0-4])|num(?:\\d|add|sub|mult|div|dec)|Up|Down|Left|Right|Space|Return|Tab|Escape|Backspace|Delete|Insert|Home|End|PageUp|PageDown)';

/** A hotkey that shall work while another program has the focus. */
export const backgroundKeySchema = z.object({
  /** As the settings have it (`Ctrl+Shift+KeyL`). */
  hotkey: z.string().min(1).max(60),
  /** As Electron has it (`Control+Shift+L`): with a modifier, unless it types nothing. */
  accelerator: z.string().regex(new RegExp(`^(?:(?:${held}\\+)+${name}|F(?:[1-9]|1\\d|2[0-4]))$`)),
});
export type BackgroundKey = z.infer<typeof backgroundKeySchema>;

/** More keys than anybody has. */
export const maxBackgroundKeys = 60;

/** How a key in the background fares: `taken` by another program, `impossible` on this desktop. */
export interface KeyStanding {
  readonly hotkey: string;
  readonly standing: 'on' | 'taken' | 'impossible';
}
