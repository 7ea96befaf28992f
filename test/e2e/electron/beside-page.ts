import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { studioSession, type StudioSession } from '../live-studio.js';

/** The test's own session with the engines of its apps: nobody gets the app's out of it. */
const secret = randomBytes(32).toString('hex');

/** Hashes of the sessions that a home's engine knows. */
export const sessionsFile = (home: string): string => join(home, 'studio-sessions.json');

/** The engine of that home will know the test. Before it is started; one that was knows it. */
export async function letTestIn(home: string): Promise<void> {
  if (existsSync(sessionsFile(home))) return;
  const hash = createHash('sha256').update(secret).digest('base64');
  await writeFile(sessionsFile(home), JSON.stringify({ sessions: [{ hash, openedAtMs: Date.now() }] }));
}

/** Where the engine of the app listens: its page tells its port. */
export function engineOf(page: Page): string {
  return `http://127.0.0.1:${new URL(page.url()).searchParams.get('engine') ?? 'none'}`;
}

/** Beside the app's page, in the test's own session. */
export function besidePage(page: Page): StudioSession {
  const base = engineOf(page);
  return studioSession(base, `headwater_${new URL(base).port}=${secret}`);
}
