import { AppError, toAppError } from '../../shared/errors.js';
import { toHostSchema, type ToHost } from '../../shared/host-protocol.js';
import type { Engine } from '../engine-api.js';
import { createEngine } from '../engine.js';
import type { Ffmpeg } from '../process/ffmpeg.js';
import type { ShellPort } from './shell-port.js';
import { watchShow } from './watch-show.js';

type StartMessage = Extract<ToHost, { type: 'start' }>;

function engineFor(message: StartMessage, shell: ShellPort, ffmpeg: Promise<Ffmpeg>): Engine {
  return createEngine({
    dataDir: message.dataDir,
    ffmpeg,
    outDir: message.outDir,
    version: message.version,
    ...(message.ports.studio !== null && { studioPort: message.ports.studio }),
    ...(message.ports.rtmp !== null && { rtmpPort: message.ports.rtmp }),
    ...(message.ports.origin !== null && { originPort: message.ports.origin }),
    keychain:
      message.keychain.is === 'open'
        ? { ...message.keychain, key: Buffer.from(message.keychain.key, 'base64') }
        : message.keychain,
    canReveal: true,
    allowsApp: true,
    reveal: (path) => {
      shell.post({ type: 'reveal', path });
      return Promise.resolve();
    },
  });
}

/**
 * Runs one engine on the shell's orders: `start` answers `ready` or `failed`, `stop` answers `stopped` and ends the
 * process. A message that is none is an error of the shell's, thrown so that it is seen. `ffmpeg`: see `EngineOptions`.
 */
export function runHost(shell: ShellPort, ffmpeg: Promise<Ffmpeg>): void {
  let engine: Engine | null = null;
  let stopping = false;

  const stop = async (reason: string) => {
    if (stopping) return;
    stopping = true;
    await engine?.stop(reason);
    shell.post({ type: 'stopped' });
    process.exit(0);
  };

  const start = async (message: StartMessage) => {
    if (engine !== null) throw new AppError('input.invalid', 'Expected one start message, got another');
    engine = engineFor(message, shell, ffmpeg);
    try {
      await engine.start();
      if (stopping) return;
      const { rtmp, origin } = engine.state.get();
      const ports = { studio: Number(new URL(engine.studioUrl()).port), rtmp: rtmp.port, origin: origin.port };
      shell.post({ type: 'ready', studioUrl: engine.studioUrl(), ports });
      watchShow(engine.state, (show) => shell.post({ type: 'show', show }));
    } catch (error) {
      shell.post({ type: 'failed', error: toAppError(error).toData() });
    }
  };

  shell.onMessage((data) => {
    const message = toHostSchema.parse(data);
    if (message.type === 'stop') void stop('shell');
    else void start(message);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  shell.post({ type: 'loaded' });
}
