import type RtmpSession from 'node-media-server/src/session/rtmp_session.js';

/**
 * Makes a publisher that stays connected the publisher of a new broadcast called `name`. The old broadcast, with its headers
 * and cache, goes by itself once its players are gone; they hold on to it, and nothing of the new one reaches them.
 */
export function movePublisher(session: RtmpSession, name: string): void {
  const old = session.broadcast;
  session.onConnect({ app: 'live', name, host: '', query: {} });
  session.onPush();
  if (session.broadcast === old) throw new Error(`Expected a new broadcast, got the old one for ${name}`);
  session.broadcast.publishGraceMs = 0;
  old.donePublish(session);
}
