import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { AppError } from '../../../shared/errors.js';
import type { RtmpPushOptions } from '../rtmp/push-options.js';
import { networkRefusal, unreachable } from '../rtmp/network-refusal.js';
import { inductionRequest, readInductionAnswer } from './induction.js';
import { rejection } from './rejection.js';
import type { SrtPlace } from './srt-place.js';

/** As libsrt repeats it. */
const repeatEveryMs = 250;
const mostAddresses = 4;

/** One of a server's addresses. */
export interface SrtAddress {
  readonly address: string;
  readonly family: number;
}

/**
 * Looks whether an SRT server takes calls there, without making one: all addresses of its name are asked at once, the first that
 * answers is returned. Steps: `resolved`, `connected` (something answers), `greeted` (it is an SRT listener). Rejects
 * with `relay.unreachable` (`details.why`), what the server says, or the signal's reason. `look`: finds the addresses of a name.
 */
export async function callListener(
  place: SrtPlace,
  { connectTimeoutMs, onStep }: Pick<RtmpPushOptions, 'connectTimeoutMs' | 'onStep'>,
  signal: AbortSignal,
  look: (host: string) => Promise<readonly SrtAddress[]> = (host) => lookup(host, { all: true }),
): Promise<SrtAddress> {
  const isTooLate = AbortSignal.timeout(connectTimeoutMs);
  const going = new AbortController();
  const ending = AbortSignal.any([signal, isTooLate, going.signal]);
  const hosts: SrtAddress[] = [];
  let hasAnswered = false;
  const onAnswer = (): void => {
    if (!hasAnswered) onStep?.('connected');
    hasAnswered = true;
  };
  try {
    hosts.push(...(await unlessAborted(look(place.host), ending)).slice(0, mostAddresses));
    if (hosts.length === 0) throw unreachable('dns', `Expected an address of ${place.host}, got none`);
    onStep?.('resolved');
    const answered = await Promise.any(hosts.map((host) => callOne(host, place.port, onAnswer, ending)));
    onStep?.('greeted');
    return answered;
  } catch (thrown) {
    signal.throwIfAborted();
    const errors: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown];
    const said = errors.find((error) => error instanceof AppError);
    if (said !== undefined) throw said;
    if (isTooLate.aborted)
      throw unreachable('timeout', `Expected an answer by SRT from ${place.host}, got none in time`);
    throw networkRefusal(errors[0] instanceof Error ? errors[0] : new Error(String(errors[0])), place.host);
  } finally {
    going.abort();
  }
}

function callOne(host: SrtAddress, port: number, onAnswer: () => void, ending: AbortSignal): Promise<SrtAddress> {
  const socketId = randomInt(1, 2 ** 30);
  const request = inductionRequest(socketId);
  return new Promise((resolve, reject) => {
    const socket = createSocket(host.family === 6 ? 'udp6' : 'udp4');
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearInterval(timer);
      ending.removeEventListener('abort', onAbort);
      socket.removeAllListeners('message').close();
      settle();
    };
    const onAbort = (): void => end(() => reject(ending.reason as Error));
    // for good: a port that nobody has answers each packet
    socket.on('error', (error) => end(() => reject(error)));
    socket.on('message', (bytes) => {
      onAnswer();
      const answer = readInductionAnswer(bytes, socketId);
      if (answer?.type === 'listens') end(() => resolve(host));
      else if (answer?.type === 'rejects') end(() => reject(rejection(answer.code)));
    });
    socket.once('connect', () => {
      socket.send(request);
      timer = setInterval(() => socket.send(request), repeatEveryMs);
    });
    ending.addEventListener('abort', onAbort, { once: true });
    if (ending.aborted) return onAbort();
    socket.connect(port, host.address);
  });
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
