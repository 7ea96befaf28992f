import { afterAll, afterEach, beforeAll } from 'vitest';
import { Media } from './media.js';
import { NumberedClip } from './numbered-clip.js';
import { noProcessLeft } from './own-processes.js';

/** A numbered clip that all tests of a file send, and where more material goes. There from the first `beforeAll` on. */
export interface FileClip {
  readonly media: Media;
  readonly clip: NumberedClip;
}

/**
 * What tests with a numbered clip begin and end with, for the top of a file (or of a `describe`): the clip is made once, `stop`
 * ends what a test has started, and then no process may be left. What `stop` still needs is to be ended by a hook that stands
 * above the call: Vitest runs `afterEach` from the last to the first.
 */
export function fileClip(stop: () => Promise<void>): FileClip {
  let media: Media | null = null;
  let clip: NumberedClip | null = null;
  beforeAll(async () => {
    media = await Media.create();
    clip = await NumberedClip.make(media);
  });
  afterEach(async () => {
    await stop();
    await noProcessLeft();
  });
  afterAll(() => media?.remove());
  return {
    get media() {
      return there(media);
    },
    get clip() {
      return there(clip);
    },
  };
}

function there<T>(made: T | null): T {
  if (made === null) throw new Error('Expected a test or a hook to ask for the clip, got the file itself');
  return made;
}
