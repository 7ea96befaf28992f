import type { MeterReading } from '../../studio-media.js';

/** Names under which processors.ts registers its processors. */
export const processorNames = { meter: 'headwater-meter', master: 'headwater-master' } as const;

/** To the master's processor. */
export type ToMaster =
  /** Transferred; SoundBlock messages go there from now on. */
  | { readonly type: 'port'; readonly port: MessagePort }
  | { readonly type: 'limiter'; readonly isOn: boolean }
  /** The mixer has rested: its blocks count their frames anew. */
  | { readonly type: 'rested' };

/** From both processors, at most 30 times a second; lasting silence is told once. */
export type FromProcessor = MeterReading;
