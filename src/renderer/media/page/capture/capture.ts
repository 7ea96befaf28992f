import type { SceneSource } from '../../../../shared/scenes/scene-source.js';
import type { SourceSound } from '../../sound/sound-inputs.js';
import type { CaptureState } from '../../studio-media.js';

/** Where a capture's pictures, sound and state go. */
export interface CaptureOutlet {
  /** It says how it stands, each time that it changes. */
  state(state: CaptureState): void;
  /** Pictures from a track; the outlet makes a stream of them. The track stays the capture's. Null: none. */
  pictures(track: MediaStreamTrack | null): void;
  /** Sound; tracks and elements stay the capture's. Null: none. */
  sound(sound: SourceSound | null): void;
  /** One picture, given away. */
  bitmap(bitmap: ImageBitmap): void;
  /** Where the pictures of a web page come from, given away. */
  page(port: MessagePort): void;
  /** A picture file. */
  file(file: Blob): void;
  /** There is no picture. Why not is the state's to say: the programme must not. */
  gone(): void;
}

/** What brings one source's pictures and sound to the page. */
export interface Capture {
  /** Takes the source as it is now; starts what may start without a gesture. */
  update(source: SceneSource): void;
  /** From a gesture: asks where it must. Resolves when it is live, or it is known why not. Never rejects. */
  start(): Promise<void>;
  /** Ends it and gives devices back. For good. */
  stop(): void;
  /** Gives pictures again: whoever had them is gone. */
  repeat(): void;
}
