import { z } from 'zod';
import { appOrigin } from '../shared/app-page.js';

const answerSchema = z.object({ session: z.string().min(1) });

/** What shows the engine who asks. */
export interface SessionHeaders {
  readonly origin: string;
  readonly authorization: string;
}

/** Turns the single-use token of a studio's address into a session. */
async function signIn(studioUrl: URL): Promise<string> {
  const token = new URLSearchParams(studioUrl.hash.slice(1)).get('token');
  const answer = await fetch(new URL('/api/session', studioUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: appOrigin },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) throw new Error(`Expected a session with the engine, got status ${answer.status}`);
  return answerSchema.parse(await answer.json()).session;
}

/**
 * The app's session with its engine. The main process alone has it, and shows it for the page, which has nothing that could be
 * stolen from it.
 */
export class EngineSession {
  #port: number | null = null;
  #secret = '';
  #isUp = false;
  #waiting: (() => void)[] = [];

  /** Where the engine listens on loopback, or did when it fell; null before there was one. */
  get port(): number | null {
    return this.#port;
  }

  /** Shows the engine whose request it is: of the desktop app's page, in this session. Null while there is no engine. */
  get headers(): SessionHeaders | null {
    return this.#isUp ? this.#shown() : null;
  }

  /** Resolves once there is an engine that knows the app. */
  whenUp(): Promise<void> {
    if (this.#isUp) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The engine is gone. Whoever may have its port now is shown nothing. */
  leave(): void {
    this.#isUp = false;
  }

  /**
   * The engine, or the next one, serves at `studioUrl` (with its single-use token). True: on the same port as before, where a page
   * that is there finds it by itself. Throws when it takes nobody in, or is gone again.
   */
  async follow(studioUrl: string): Promise<boolean> {
    const url = new URL(studioUrl);
    const port = Number(url.port);
    const isSame = this.#port === port;
    if (!isSame || !(await this.#isOpen(url))) this.#secret = await signIn(url);
    this.#port = port;
    this.#isUp = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
    return isSame;
  }

  async #isOpen(studioUrl: URL): Promise<boolean> {
    const answer = await fetch(new URL('/api/session', studioUrl), { headers: { ...this.#shown() } });
    return answer.ok;
  }

  #shown(): SessionHeaders {
    return { origin: appOrigin, authorization: `Bearer ${this.#secret}` };
  }
}
