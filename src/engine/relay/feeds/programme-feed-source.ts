import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { PlannedProgramme } from '../../broadcast/programme-audience.js';

/** One feed as relays read it, however it is made. */
export interface ProgrammeFeedSource {
  /** Pictures that were left out before relays got any. */
  readonly droppedFrames: number;
  /** Called once, when it can be asked for. */
  begin(): void;
  /** A new port to what comes from the GOP under way on; null while there is nothing. */
  open(): MessagePort | null;
  /** Another stay of the source begins, or another ladder of the same one. */
  programmeChanged(programme: PlannedProgramme, isOtherStay: boolean): void;
  close(): Promise<void>;
}

/** A port that a feed of the engine's own writes to. */
export function portTo(feed: { attach(port: MessagePort): void }): MessagePort {
  const { port1, port2 } = new MessageChannel();
  feed.attach(port2);
  return port1;
}
