import { z } from 'zod';
import type { ErrorData } from './errors.js';
import type { CaptureOffers } from './host-capture.js';

/**
 * What the studio's page may ask of the desktop shell, by name, with what it has to say: the one list. Each is a function of
 * `window.host` (host.ts), exposed by the preload one by one, and checked in the main process alone: the page's word counts for
 * nothing there.
 */
export const hostCalls = {
  /** The look of what the system draws: menus, dialogs, the window's frame. */
  setTheme: z.enum(['system', 'dark', 'light']),
  /** The screens and windows that there are, with small pictures of how they look now. */
  listCaptureSources: z.null(),
  /**
   * What the next getDisplayMedia gets: one of the last list, or (null) what the system's own picker finds. It holds for a few
   * seconds and one request; without it none is answered.
   */
  chooseCaptureSource: z.strictObject({ id: z.string().max(200).nullable(), withSound: z.boolean() }),
  /** macOS: opens the system's settings where it is allowed to this program to capture the screen. Elsewhere nothing. */
  openCapturePermission: z.null(),
} as const satisfies Record<string, z.ZodType>;

export type HostCallName = keyof typeof hostCalls;
export type HostCallArgument<Name extends HostCallName> = z.infer<(typeof hostCalls)[Name]>;

/** What each of them answers. */
export interface HostCallResults {
  readonly setTheme: null;
  readonly listCaptureSources: CaptureOffers;
  readonly chooseCaptureSource: null;
  readonly openCapturePermission: null;
}

/** The answer to a call: errors are data, for an Error loses its code on the way to the page. */
export type HostAnswer<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ErrorData };

/** What the shell tells the page of its own accord, by name. */
export type HostEvents = Readonly<Record<never, never>>;
export type HostEventName = keyof HostEvents;
