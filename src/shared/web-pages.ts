import { z } from 'zod';
import { sceneIdSchema } from './scenes/scene-item.js';

/** Of a page's picture, pixels a side. What is larger costs too much to carry over, picture by picture. */
export const webPageSides = { least: 16, most: 4096 } as const;

/** How the desktop app holds a web page that is a source of the stage. */
export const webPageSettingsSchema = z.object({
  url: z.url({ protocol: /^https?$/ }).max(4096),
  width: z.number().int().min(webPageSides.least).max(webPageSides.most),
  height: z.number().int().min(webPageSides.least).max(webPageSides.most),
  /** Pictures a second at most. */
  fps: z.number().int().min(1).max(60),
  /** Laid over the page's own; empty: none. */
  css: z.string().max(20_000),
  /** Whether pictures are wanted: one that no scene shows goes on without being drawn. */
  isShown: z.boolean(),
});
export type WebPageSettings = z.infer<typeof webPageSettingsSchema>;

/** A page of that source, and how it is to be. */
export const webPageSchema = z.object({ sourceId: sceneIdSchema, settings: webPageSettingsSchema });

/**
 * Why a page is not shown: its server is not reached, its certificate is refused, the server answers with an error, it leads to
 * where none may go, its process fell, it does not answer any more.
 */
export type WebPageFailure = 'unreachable' | 'certificate' | 'refused' | 'blocked' | 'fell' | 'hangs';

/** How a page stands, told by the main process on the second of the two ports (`hostChannels.webPagePorts`). */
export type WebPageState =
  | { readonly status: 'loading' }
  | { readonly status: 'live'; readonly title: string }
  /** `details`: plain facts, never an address with its secrets. `isTriedAgain`: by itself, after a pause. */
  | {
      readonly status: 'failed';
      readonly why: WebPageFailure;
      readonly details: Readonly<Record<string, string | number>>;
      readonly isTriedAgain: boolean;
    };

/** What comes over the first port, from the main process to the worker that composes; it answers each picture with anything. */
export type WebPagePicture =
  /** A part of the picture that is new: rows of BGRA, alpha premultiplied, as Chromium draws them. */
  | {
      readonly type: 'part';
      /** Of the whole picture. */
      readonly width: number;
      readonly height: number;
      readonly part: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
      readonly pixels: Uint8Array<ArrayBuffer>;
    }
  /** There is no picture any more. */
  | { readonly type: 'none' };
