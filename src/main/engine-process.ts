import { app, shell, utilityProcess, type UtilityProcess } from 'electron';
import { join } from 'node:path';
import type { ErrorData } from '../shared/errors.js';
import {
  fromHostSchema,
  type EnginePorts,
  type KeychainKeyMessage,
  type ShowOn,
  type ToHost,
} from '../shared/host-protocol.js';
import { endInTime } from './end-in-time.js';
import { LastWords } from './last-words.js';
import { dataFolder } from './profile.js';
import { shellWords } from './shell-words.js';

export interface EngineProcessEvents {
  onReady(studioUrl: string, ports: EnginePorts): void;
  onShow(show: ShowOn): void;
  onFailed(error: ErrorData): void;
  /** The process is gone, asked or not. `lastWords`: the last lines of its standard error, '' for none; never rejects. */
  onExit(code: number, lastWords: Promise<string>): void;
}

/** `HEADWATER_STUDIO_PORT`, set by `npm start -- --port N`. */
function wantedPort(): number | null {
  const port = Number(process.env['HEADWATER_STUDIO_PORT'] ?? '');
  return process.env['HEADWATER_STUDIO_PORT'] !== undefined && Number.isInteger(port) ? port : null;
}

/** One life of the engine's process. A new life is a new object. */
export class EngineProcess {
  readonly #child: UtilityProcess;
  readonly #exited: Promise<void>;
  #stopped: Promise<void> | null = null;

  /** `ports`: of an earlier life, whose links must go on; null: as is configured. `keychain`: said to the process alone, in no argument and no environment. */
  constructor(events: EngineProcessEvents, ports: EnginePorts | null, keychain: Promise<KeychainKeyMessage>) {
    // The bundle of the main process lies in out/main.
    const outDir = join(__dirname, '..');
    this.#child = utilityProcess.fork(join(outDir, 'node', 'engine-host.mjs'), [], {
      serviceName: shellWords.engineName,
      stdio: 'pipe',
    });
    const { stdout, stderr } = this.#child;
    stdout?.on('data', (data: Buffer) => void process.stdout.write(data));
    const words = stderr === null ? null : new LastWords(stderr, (text) => void process.stderr.write(text));
    const wanted = ports ?? { studio: wantedPort(), rtmp: null, origin: null };
    this.#child.on('message', (data: unknown) => {
      const message = fromHostSchema.parse(data);
      if (message.type === 'loaded') {
        const about = { dataDir: dataFolder(), outDir, version: app.getVersion() };
        void keychain.then((key) => this.#post({ type: 'start', ...about, ports: wanted, keychain: key }));
      } else if (message.type === 'ready') events.onReady(message.studioUrl, message.ports);
      else if (message.type === 'show') events.onShow(message.show);
      else if (message.type === 'failed') events.onFailed(message.error);
      else if (message.type === 'reveal') shell.showItemInFolder(message.path);
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code) => {
        resolve();
        events.onExit(code, words?.atEnd() ?? Promise.resolve(''));
      });
    });
  }

  /** Asks the engine to end its broadcast and stop; resolves when the process is gone, at the latest after 8 s. */
  stop(): Promise<void> {
    const ask = (): void => this.#post({ type: 'stop' });
    this.#stopped ??= endInTime({ ask, exited: this.#exited, kill: () => this.kill() });
    return this.#stopped;
  }

  /** At once: Electron's own way asks it with SIGTERM, which is what one that hangs does not hear. Its children go with it (guard shell). */
  kill(): void {
    const { pid } = this.#child;
    if (pid === undefined) return void this.#child.kill();
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // it has ended just now
    }
  }

  #post(message: ToHost): void {
    this.#child.postMessage(message);
  }
}
