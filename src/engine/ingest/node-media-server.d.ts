// node-media-server ships no types. These are the parts of 4.4.3 that the worker uses, no more. The version is pinned in
// package.json: its files are imported by path, because its main entry also starts an HTTP server and a store on disk.

declare module 'node-media-server/src/protocol/rtmp.js' {
  export interface InvokeMessage {
    readonly cmd?: unknown;
    readonly cmdObj?: unknown;
    readonly streamName?: unknown;
  }
  export interface OutgoingPacket {
    /** RTMP message type: 8 audio, 9 video, 18 data. */
    readonly codec_type: number;
    readonly dts: number;
    readonly size: number;
    readonly data: Buffer;
  }
  class Rtmp {
    static createMessage(packet: OutgoingPacket): Buffer;
    /** 3 once the client's C2 is in. */
    handshakeState: number;
    readonly inChunkSize: number;
    readonly inPackets: ReadonlyMap<number, unknown>;
    parserPacket: {
      header: { length: number; type: number; stream_id: number };
      clock: number;
      payload: Buffer;
    };
    streamApp: unknown;
    streamId: number;
    /** Holds a buffer of 1 MiB that RTMP never uses. */
    flv: unknown;
    packetAlloc(): void;
    dataHandler(): void;
    onConnect(message: InvokeMessage): void;
    onPublish(message: InvokeMessage): void;
    onPlay(message: InvokeMessage): void;
    onDeleteStream(message: InvokeMessage): void;
    sendStatusMessage(streamId: number, level: string, code: string, description: string): void;
  }
  export default Rtmp;
}

declare module 'node-media-server/src/session/rtmp_session.js' {
  import type { Socket } from 'node:net';
  import type Rtmp from 'node-media-server/src/protocol/rtmp.js';
  export interface Broadcast {
    publishGraceMs: number;
    /** Ends this publisher after `publishGraceMs`: caches and headers go, then the name. */
    donePublish(session: RtmpSession): void;
    readonly subscribers: ReadonlyMap<string, RtmpSession>;
    rtmpMetaData: Buffer | null;
    rtmpAudioHeader: Buffer | null;
    rtmpVideoHeader: Buffer | null;
    /** Sent to each new player after the headers. */
    rtmpGopCache: { forEach(callback: (message: Buffer) => void): void; clear(): void } | null;
  }
  class RtmpSession {
    constructor(socket: Socket);
    readonly id: string;
    readonly socket: Socket;
    readonly rtmp: Rtmp;
    readonly broadcast: Broadcast;
    readonly isPublisher: boolean;
    run(): void;
    /** Gives the session its name and its broadcast. */
    readonly onConnect: (request: { app: string; name: string; host: string; query: object }) => void;
    /** Makes it the publisher of its broadcast; half-closes the socket when there is one already. */
    readonly onPush: () => void;
    readonly onData: (data: Buffer) => void;
    sendBuffer(buffer: Buffer): void;
  }
  export default RtmpSession;
}

declare module 'node-media-server/src/core/context.js' {
  import type { EventEmitter } from 'node:events';
  import type RtmpSession from 'node-media-server/src/session/rtmp_session.js';
  const context: {
    readonly sessions: Map<string, RtmpSession>;
    readonly broadcasts: ReadonlyMap<string, unknown>;
    readonly eventEmitter: EventEmitter;
  };
  export default context;
}

declare module 'node-media-server/src/core/logger.js' {
  const logger: { log: (message: string, level?: string) => void };
  export default logger;
}

declare module 'node-media-server/src/protocol/amf.js' {
  const amf: {
    /** Throws on malformed input. */
    decodeAmf0Data(data: Buffer): { cmd?: unknown; dataObj?: unknown };
  };
  export default amf;
}

declare module 'node-media-server/src/protocol/sps_info.js' {
  const spsInfo: {
    /** Size in pixels of an H.265 SPS (with its two-byte NAL header), or null. */
    parseH265Sps(sps: Buffer): { width: number; height: number } | null;
  };
  export default spsInfo;
}
