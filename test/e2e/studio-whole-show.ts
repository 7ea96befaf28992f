import { expect } from '@playwright/test';
import { addPlainMicrophone, addScreen, addSource, goLive, place } from './studio-whole-steps.js';
import { canvas, type WholeStudio } from './studio-whole.js';

/** Where the camera of `onAir` lies. */
export const cameraPlace = { x: 24, y: 64, width: 240, height: 136 } as const;

/** A screen, a camera and a microphone, on air. Answers the broadcast. */
export async function onAir({ page, state }: WholeStudio): Promise<string> {
  await addScreen(page);
  await place(page, { x: 0, y: 0, ...canvas });
  await addSource(page, /^Camera/);
  await place(page, cameraPlace);
  await addPlainMicrophone(page);
  await goLive(page);
  const { broadcast } = await state();
  if (broadcast === null) throw new Error('Expected a broadcast');
  return broadcast.id;
}

/** So much more of the show reaches the archive. */
export async function expectGrowth({ state }: Pick<WholeStudio, 'state'>, seconds: number): Promise<void> {
  const duration = async () => (await state()).broadcast?.figures.durationSeconds ?? 0;
  const before = await duration();
  await expect.poll(duration).toBeGreaterThan(before + seconds);
}
