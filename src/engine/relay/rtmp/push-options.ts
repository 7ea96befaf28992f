/** How far the opening of a push has come: the name is known, TCP, TLS, RTMP's handshake, the app took us, on the air. */
export type RtmpPushStep = 'resolved' | 'connected' | 'secured' | 'greeted' | 'accepted' | 'publishing';

/** Where a push goes. */
export interface RtmpPushOptions {
  /** `rtmp(s)://host[:port]/app[/instance]`, without the key. */
  readonly url: string;
  /** The stream key, with its query if it has one. It goes to the service and nowhere else. */
  readonly key: string;
  /** For the whole way to "on the air", milliseconds. */
  readonly connectTimeoutMs: number;
  /** `ca`: PEM of the only authority to trust, instead of the system's. */
  readonly tls?: { readonly ca?: string };
  /** Called at each step, in order; there is no `secured` without TLS, and no `publishing` in a probe. */
  readonly onStep?: (step: RtmpPushStep) => void;
}
