import Rtmp, { type InvokeMessage } from 'node-media-server/src/protocol/rtmp.js';
import type RtmpSession from 'node-media-server/src/session/rtmp_session.js';
import type { RtmpLimits } from '../rtmp-limits.js';
import type { Connection, ConnectionHooks } from './connection.js';
import { Refusal } from './refusal.js';

/** `app` and stream name as one path, without query and stray slashes. Some encoders put the key into the app. */
function pathOf(app: unknown, name: unknown): string {
  const parts = [app, name].map((part) => (typeof part === 'string' ? (part.split('?')[0] ?? '') : ''));
  return parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/');
}

function checkConnect(message: InvokeMessage): void {
  const command = message.cmdObj;
  const tcUrl = typeof command === 'object' && command !== null && 'tcUrl' in command ? command.tcUrl : null;
  if (typeof tcUrl !== 'string' || !URL.canParse(tcUrl)) throw new Refusal('input.invalid', 'connect without a URL');
}

/**
 * Puts our checks in front of node-media-server's commands, on this one session. Its own `prePublish` cannot veto, comes after
 * "Publish.Start" was sent, and packets of a refused, a second or a playing client would be mixed into the live stream
 * (`onPacket` asks nobody). Past these checks its own code runs, with the internal name in place of the key.
 */
export function guardProtocol(deps: {
  connection: Connection;
  session: RtmpSession;
  hooks: ConnectionHooks;
  limits: RtmpLimits;
}): void {
  const { connection, session, hooks, limits } = deps;
  const { rtmp } = session;
  rtmp.flv = null;

  rtmp.packetAlloc = () => {
    const mayPublish = connection.role === 'publisher';
    const chunkStreams = mayPublish ? limits.chunkStreams : limits.chunkStreamsBeforePublish;
    const isTooLong = !mayPublish && rtmp.parserPacket.header.length > limits.messageBytesBeforePublish;
    if (isTooLong || rtmp.inPackets.size > chunkStreams) throw new Refusal('input.invalid', 'too much at once');
    // With a chunk size of 0 its parser counts in NaN from here on.
    if (rtmp.inChunkSize < 1) throw new Refusal('input.invalid', 'chunk size 0');
    Rtmp.prototype.packetAlloc.call(rtmp);
  };

  rtmp.dataHandler = () => {
    const { header, clock, payload } = rtmp.parserPacket;
    if (connection.role === 'closing') return;
    if (connection.role !== 'publisher') throw new Refusal('input.invalid', 'media without publish');
    // Some encoders send empty messages to keep the connection alive; relaying one would corrupt the chunk stream.
    if (header.length > 0) hooks.onMedia(connection, header.type, clock, payload.subarray(0, header.length));
  };

  rtmp.onConnect = (message) => {
    checkConnect(message);
    Rtmp.prototype.onConnect.call(rtmp, message);
  };

  rtmp.onPublish = (message) => {
    if (connection.role !== 'none') throw new Refusal('input.invalid', 'second publish on one connection');
    const { stream_id: streamId } = rtmp.parserPacket.header;
    try {
      const streamName = hooks.acceptPublish(connection, pathOf(rtmp.streamApp, message.streamName));
      connection.role = 'publisher';
      rtmp.streamApp = 'live';
      Rtmp.prototype.onPublish.call(rtmp, { ...message, streamName });
    } catch (thrown) {
      // Encoders show this to the person in front of them; the bare end of a connection they just retry.
      rtmp.sendStatusMessage(streamId, 'error', 'NetStream.Publish.BadName', 'This stream key is not accepted.');
      throw thrown;
    }
    if (!session.isPublisher) throw new Refusal('input.invalid', 'publish was not taken');
    session.broadcast.publishGraceMs = 0;
    hooks.onPublishing(connection, session);
  };

  rtmp.onPlay = (message) => {
    if (connection.role !== 'none') throw new Refusal('input.invalid', 'second play on one connection');
    const streamName = hooks.acceptPlay(connection, pathOf(rtmp.streamApp, message.streamName));
    connection.role = 'pull';
    rtmp.streamApp = 'live';
    Rtmp.prototype.onPlay.call(rtmp, { ...message, streamName });
    hooks.onPulling(connection, session);
  };

  rtmp.onDeleteStream = () => {
    if (connection.role === 'publisher') hooks.onUnpublish(connection);
  };
}
