import '../app/zod-without-eval.js';
import { toAppError } from '../../shared/errors.js';
import { Programme } from './programme/programme.js';
import type { FromProgramme, ToProgramme } from './protocol.js';

/**
 * The programme worker: `new Worker(new URL('./programme-worker.ts', import.meta.url), { type: 'module' })`, then messages of
 * protocol.ts, `init` first. One page, one programme, one worker.
 */
let programme: Programme | null = null;

const tell = (message: FromProgramme, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

self.onmessage = ({ data: message }: MessageEvent<ToProgramme>) => {
  void take(message).catch((thrown: unknown) => {
    const { code, message: words } = toAppError(thrown);
    tell({ type: 'trouble', reason: { code, details: { message: words, at: message.type } } });
  });
};

async function take(message: ToProgramme): Promise<void> {
  if (message.type === 'init') {
    programme ??= new Programme(message, tell);
    return;
  }
  await programme?.take(message);
  if (message.type === 'close') self.close();
}
