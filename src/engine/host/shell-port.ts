import { z } from 'zod';
import type { FromHost } from '../../shared/host-protocol.js';

/** The line to the desktop shell. */
export interface ShellPort {
  post(message: FromHost): void;
  onMessage(listener: (data: unknown) => void): void;
}

/** The slice of Electron's ParentPort that is used; the engine never imports electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}

const isFunction = z.custom<(...args: never[]) => unknown>((value) => typeof value === 'function');
const parentPortSchema = z.custom<ParentPort>(
  (value) => z.looseObject({ postMessage: isFunction, on: isFunction }).safeParse(value).success,
);

/** The port that Electron puts on `process` in a utility process, or null elsewhere. */
export function connectShell(host: object): ShellPort | null {
  const parsed = parentPortSchema.safeParse(Reflect.get(host, 'parentPort'));
  if (!parsed.success) return null;
  const port = parsed.data;
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
    },
  };
}
