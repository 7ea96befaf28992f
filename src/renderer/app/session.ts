/** Takes the single-use token out of the address (`#token=…`), so that it ends up in no history, bookmark or screenshot. */
export function takeToken(): string | null {
  const token = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (token === null) return null;
  window.history.replaceState(null, '', window.location.pathname + window.location.search);
  return token;
}

/**
 * Exchanges the token for a session cookie. A token that was used before is no error yet: the cookie of that time may
 * still count, which the socket finds out. Never rejects.
 */
export async function openSession(token: string): Promise<void> {
  try {
    await fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
  } catch {
    // The engine is away. The socket is tried all the same, and its failure asks whether there is a session.
  }
}

/** False when the server says that this page has no session. A server that is away says nothing: true. Never rejects. */
export async function isSessionOpen(): Promise<boolean> {
  try {
    const answer = await fetch('/api/session', { cache: 'no-store' });
    return answer.status !== 401 && answer.status !== 403;
  } catch {
    // The engine is away: whether the session counts will be known when it is back.
    return true;
  }
}
