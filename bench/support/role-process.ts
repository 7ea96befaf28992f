import { fork, type ChildProcess } from 'node:child_process';

const roleFlag = '--role';

/** What a process of the benchmark does besides `main`: gets what it was started with and tells its parent what happens. */
export type Role = (start: unknown, tell: (message: object) => void) => Promise<void>;

/** This same script, started anew in a role of its own, so that its CPU and memory are its own. Ends with its parent. */
export class RoleProcess {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #heard: object[] = [];
  readonly #onMessage: (message: object) => void;
  #failure: Error | null = null;
  #wake: (() => void)[] = [];

  constructor(name: string, start: unknown, onMessage: (message: object) => void = () => undefined) {
    this.#onMessage = onMessage;
    this.#child = fork(process.argv[1] ?? '', [roleFlag, name, JSON.stringify(start)]);
    this.pid = this.#child.pid ?? 0;
    this.#child.on('message', (message: object) => this.#hear(message));
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.#failure = new Error(`Expected the role ${name} to go on, it ended with ${String(signal ?? code)}`);
        this.#rouse();
        resolve();
      });
    });
  }

  /** The first message with this field, now or later, which is taken out. Rejects when the process ends without it. */
  async hear<T extends object>(field: keyof T & string): Promise<T> {
    for (;;) {
      const index = this.#heard.findIndex((message) => field in message);
      const [found] = index < 0 ? [] : this.#heard.splice(index, 1);
      if (found !== undefined) return found as T;
      if (this.#failure !== null) throw this.#failure;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  send(message: object): void {
    this.#child.send(message);
  }

  /** Ends it and waits for its end. */
  async stop(): Promise<void> {
    if (this.#failure === null && this.#child.connected) this.#child.disconnect();
    await this.#exited;
  }

  #hear(message: object): void {
    this.#heard.push(message);
    this.#onMessage(message);
    this.#rouse();
  }

  #rouse(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const each of wake) each();
  }
}

/** A benchmark's main: `main`, or in a process that RoleProcess started the role that it is to play. */
export async function runMainOrRole(main: () => Promise<void>, roles: Readonly<Record<string, Role>>): Promise<void> {
  const [, , flag, name = '', start = 'null'] = process.argv;
  if (flag !== roleFlag) return main();
  const role = roles[name];
  if (role === undefined) throw new Error(`Expected a role out of ${Object.keys(roles).join(', ')}, got ${name}`);
  // nothing that a role holds outlives its parent
  process.once('disconnect', () => process.exit(0));
  // a parent that has just gone needs nothing any more
  await role(JSON.parse(start), (message) => void process.send?.(message, undefined, undefined, () => undefined));
}
