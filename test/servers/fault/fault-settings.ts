/** An answer that is made up, and how often. */
export interface StatusFault {
  /** Share of requests, 0 to 1. */
  readonly share: number;
  readonly status: 403 | 408 | 429 | 500 | 502 | 503 | 504;
  readonly retryAfterSeconds?: number;
  /** The XML's code; the usual one for this status unless given. */
  readonly code?: string;
  /** True: the server does what was asked, and only its answer is lost. */
  readonly isDone?: boolean;
  /** These methods alone. */
  readonly methods?: readonly string[];
}

export interface LatencyFault {
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly methods?: readonly string[];
}

/** What is wrong with the line now. */
export interface Faults {
  /** Connections are refused, and open ones were reset: no network, or no such server. */
  readonly offline: boolean;
  /** Everything is accepted and swallowed, nothing answered; connections that met it stay dead. */
  readonly blackhole: boolean;
  /** Share of requests whose connection is reset midway: in the body, before the answer, or in it. */
  readonly cut: number;
  readonly status: StatusFault | null;
  /** Time that the server's answer takes longer: log-normal by its median and ninth decile. */
  readonly latency: LatencyFault | null;
  /** Rate of the line, bits per second, each direction for itself, shared by all connections; null: no limit. */
  readonly rate: { readonly up: number | null; readonly down: number | null } | null;
}

export const noFaults: Faults = {
  offline: false,
  blackhole: false,
  cut: 0,
  status: null,
  latency: null,
  rate: null,
};

const codes: Readonly<Record<StatusFault['status'], string>> = {
  403: 'AccessDenied',
  408: 'RequestTimeout',
  429: 'TooManyRequests',
  500: 'InternalError',
  502: 'BadGateway',
  503: 'SlowDown',
  504: 'GatewayTimeout',
};

/** Code and body of a made-up answer, as S3 words it. */
export function faultBody(fault: StatusFault): string {
  const code = fault.code ?? codes[fault.status];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>Please reduce your request rate.</Message><RequestId>0</RequestId></Error>`;
}

/** ln(p90 / p50) of a log-normal distribution is this many times its sigma. */
const ninthDecile = 1.2815515655446004;

/** A log-normal delay, milliseconds; `random` gives numbers from 0 to 1. */
export function drawLatencyMs({ p50Ms, p90Ms }: LatencyFault, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return p50Ms * Math.exp((Math.log(p90Ms / p50Ms) / ninthDecile) * normal);
}
