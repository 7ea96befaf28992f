import { openStudioSession } from '../../test/e2e/live-studio.js';
import { StudioEngine } from './studio-engine.js';
import { answerFirstRun, setScene, setVideoBitrate, until } from './studio-scene.js';

const canvas = { width: 1280, height: 720, fps: 30 } as const;

/** A data folder whose first questions are answered, with an empty scene or one of a camera and a microphone. */
export async function prepareHome(home: string, scene: 'nothing' | 'camera'): Promise<void> {
  const engine = await StudioEngine.start(home);
  const studio = await openStudioSession(engine.url);
  await until(studio, (state) => state.engine.encoders.length > 0);
  await answerFirstRun(studio);
  await setScene(studio, canvas, scene);
  await setVideoBitrate(studio, 4_000_000);
  await studio.close();
  await engine.stop();
}
