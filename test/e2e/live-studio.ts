import { createTRPCClient, createWSClient, wsLink, type TRPCClient } from '@trpc/client';
import { WebSocket } from 'ws';
import type { AppRouter } from '../../src/engine/serve/router.js';
import type { StudioState } from '../../src/shared/studio-state.js';

/** A session in the studio without a browser: what the studio's page does, done by the test. */
export interface StudioSession {
  /** `http://127.0.0.1:PORT`. */
  readonly base: string;
  /** `name=value`. */
  readonly cookie: string;
  readonly client: TRPCClient<AppRouter>;
  /** What the engine shows now. */
  state(): Promise<StudioState>;
  close(): Promise<void>;
}

/** Signs in with the single-use token of a printed address (`http://127.0.0.1:PORT/#token=…`). */
export async function openStudioSession(url: string): Promise<StudioSession> {
  const { origin: base, hash } = new URL(url);
  const response = await fetch(`${base}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: base },
    body: JSON.stringify({ token: new URLSearchParams(hash.slice(1)).get('token') }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`Expected a session, got status ${response.status}`);
  return studioSession(base, cookie);
}

/** As whoever has this cookie (`name=value`). */
export function studioSession(base: string, cookie: string): StudioSession {
  class CookieSocket extends WebSocket {
    constructor(address: string) {
      super(address, { headers: { origin: base, cookie } });
    }
  }
  const socket = createWSClient({ url: `${base.replace('http', 'ws')}/trpc`, WebSocket: CookieSocket as never });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  return {
    base,
    cookie,
    client,
    state: () =>
      new Promise((resolve, reject) => {
        const subscription = client.state.subscribe(undefined, {
          onData: (frame) => {
            // The first frame is a snapshot of all there is.
            if (frame.type !== 'snapshot') return;
            resolve(frame.state);
            subscription.unsubscribe();
          },
          onError: reject,
        });
      }),
    close: () => socket.close(),
  };
}
