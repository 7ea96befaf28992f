import type { MessagePort } from 'node:worker_threads';
import Rtmp from 'node-media-server/src/protocol/rtmp.js';
import type { Broadcast, default as RtmpSession } from 'node-media-server/src/session/rtmp_session.js';
import { parseAudioTag, parseVideoTag, type FlvTag } from '../codec/flv-tag.js';
import { hasIdr, parseAvcConfig } from '../codec/h264-config.js';
import type { RtmpLimits } from '../rtmp-limits.js';
import type { Connection } from './connection.js';
import { GopCache } from './gop-cache.js';
import { FeedTaps } from '../../relay/feed-taps.js';
import { SourceProbe, type ProbeResult } from './source-probe.js';
import { StreamMeter } from './stream-meter.js';

const TYPE_AUDIO = 8;
const TYPE_VIDEO = 9;
const TYPE_DATA_AMF3 = 15;
const TYPE_DATA = 18;

interface Pull {
  readonly session: RtmpSession;
  /** Joined where no GOP could be handed over: video starts with the next one. */
  awaitsKeyframe: boolean;
}

function isKeyframe(tag: FlvTag | null): boolean {
  return tag?.kind === 'video' && tag.role === 'frame' && tag.isKeyframe;
}

/**
 * One session: an encoder's stay, or as much of it as has one decoder configuration (EncoderTracks). Passes its packets on to its pulls through node-media-server's broadcast (headers and cache live
 * there, its sessions send), measured and with bounded queues.
 */
export class LivePublish {
  readonly id: string;
  readonly inputId: string;
  /** Null: it came with a one-time name. */
  readonly keyDigest: Buffer | null;
  readonly connection: Connection;
  readonly meter: StreamMeter;
  readonly startedAtMs: number;
  readonly probe: SourceProbe;
  readonly #broadcast: Broadcast;
  readonly #limits: RtmpLimits;
  readonly #onSlowPull: (queuedBytes: number) => void;
  readonly #cache: GopCache;
  readonly #pulls = new Map<Connection, Pull>();
  readonly #taps: FeedTaps;
  #nalLengthBytes = 4;

  /** `startedAtMs` is monotonic. */
  constructor(deps: {
    id: string;
    inputId: string;
    keyDigest: Buffer | null;
    connection: Connection;
    session: RtmpSession;
    limits: RtmpLimits;
    startedAtMs: number;
    onProbed: (result: ProbeResult) => void;
    onSlowPull: (queuedBytes: number) => void;
    onSlowTap: (untakenBytes: number) => void;
  }) {
    this.id = deps.id;
    this.inputId = deps.inputId;
    this.keyDigest = deps.keyDigest;
    this.connection = deps.connection;
    this.startedAtMs = deps.startedAtMs;
    this.meter = new StreamMeter(deps.startedAtMs);
    this.probe = new SourceProbe(deps.onProbed);
    // Not by way of its session: that one moves on to another broadcast when the configuration changes.
    this.#broadcast = deps.session.broadcast;
    this.#limits = deps.limits;
    this.#onSlowPull = deps.onSlowPull;
    this.#cache = new GopCache(deps.limits.gopCacheBytes);
    this.#broadcast.rtmpGopCache = this.#cache;
    this.#taps = new FeedTaps({
      maxHistoryBytes: deps.limits.tapHistoryBytes,
      maxUntakenBytes: deps.limits.tapQueueBytes,
      onSlow: deps.onSlowTap,
    });
  }

  /** A message of the encoder; `data` is copied. */
  onMedia(rtmpType: number, timestampMs: number, data: Buffer): void {
    if (rtmpType === TYPE_VIDEO) this.#onVideo(timestampMs, data);
    else if (rtmpType === TYPE_AUDIO) this.#onAudio(timestampMs, data);
    else if (rtmpType === TYPE_DATA) this.#onScript(timestampMs, data);
    else if (rtmpType === TYPE_DATA_AMF3) this.#onScript(timestampMs, data.subarray(1));
  }

  /** Where the next pull starts (GopCache.playFrom). */
  playFrom(timestampMs: number | null): void {
    this.#cache.playFrom(timestampMs);
  }

  /** A pull to which node-media-server has just sent headers and cache. */
  attach(connection: Connection, session: RtmpSession): void {
    this.#pulls.set(connection, { session, awaitsKeyframe: !this.#cache.startsWithIdr });
  }

  detach(connection: Connection): void {
    this.#pulls.delete(connection);
  }

  /** Sends the encoder's own packets through this port, from the GOP under way on. */
  tap(port: MessagePort): void {
    this.#taps.attach(port);
  }

  /** Lets every pull and tap have what is queued for it, then EOF. */
  end(nowMs: number): void {
    this.#taps.end();
    for (const [connection, { session }] of this.#pulls) {
      // ffmpeg takes this for the end of the stream; after a bare EOF it speaks of an input/output error.
      const { rtmp } = session;
      rtmp.sendStatusMessage(rtmp.streamId, 'status', 'NetStream.Play.UnpublishNotify', 'The stream has ended.');
      connection.finish(nowMs);
    }
    this.#pulls.clear();
  }

  #onVideo(timestampMs: number, data: Buffer): void {
    const tag = parseVideoTag(data);
    const message = this.#message(TYPE_VIDEO, timestampMs, data);
    const isIdr = tag !== null && this.#isIdr(tag);
    // A stream without further IDRs (intra refresh) offers recovery points: a late pull had to wait for ever otherwise.
    const startsGop = isIdr || (isKeyframe(tag) && !this.#cache.startsWithIdr);
    if (tag?.role === 'header') {
      if (tag.codec === 'h264') this.#nalLengthBytes = parseAvcConfig(tag.body)?.nalLengthBytes ?? 4;
      this.#broadcast.rtmpVideoHeader = message;
      this.#taps.open('video', timestampMs, data);
    } else if (startsGop) this.#cache.startGop(message, timestampMs);
    else this.#cache.addVideo(message, timestampMs);
    if (tag?.role !== 'header') this.#taps.add(TYPE_VIDEO, timestampMs, data, startsGop);
    if (tag?.role === 'frame') this.meter.addVideo(timestampMs, data.length, isIdr);
    this.#deliver(message, tag?.role === 'frame', startsGop);
    if (tag !== null) this.probe.addTag(tag);
  }

  #onAudio(timestampMs: number, data: Buffer): void {
    const tag = parseAudioTag(data);
    const message = this.#message(TYPE_AUDIO, timestampMs, data);
    if (tag?.role === 'header') {
      this.#broadcast.rtmpAudioHeader = message;
      this.#taps.open('audio', timestampMs, data);
    } else {
      this.#cache.addSound(message, timestampMs);
      this.#taps.add(TYPE_AUDIO, timestampMs, data, false);
    }
    if (tag?.role === 'frame') this.meter.addSound(timestampMs, data.length);
    this.#deliver(message, false, false);
    if (tag !== null) this.probe.addTag(tag);
  }

  #onScript(timestampMs: number, data: Buffer): void {
    const message = this.#message(TYPE_DATA, timestampMs, data);
    this.#broadcast.rtmpMetaData = message;
    this.#taps.open('script', timestampMs, data);
    this.#deliver(message, false, false);
    this.probe.addScript(data);
  }

  #isIdr(tag: FlvTag): boolean {
    return isKeyframe(tag) && (tag.codec !== 'h264' || hasIdr(tag.body, this.#nalLengthBytes));
  }

  #message(rtmpType: number, timestampMs: number, data: Buffer): Buffer {
    return Rtmp.createMessage({ codec_type: rtmpType, dts: timestampMs, size: data.length, data });
  }

  #deliver(message: Buffer, isVideoFrame: boolean, startsGop: boolean): void {
    for (const [connection, pull] of this.#pulls) {
      if (startsGop) pull.awaitsKeyframe = false;
      if (pull.awaitsKeyframe && isVideoFrame) continue;
      pull.session.sendBuffer(message);
      if (connection.socket.writableLength <= this.#limits.pullQueueBytes) continue;
      this.#onSlowPull(connection.socket.writableLength);
      this.#pulls.delete(connection);
      connection.destroy();
    }
  }
}
