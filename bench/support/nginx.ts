import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** nginx as it is commonly set up for static files (sendfile, no access log), serving one folder on loopback. */
export class Nginx {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess, folder: string, url: string) {
    this.url = url;
    this.#child = child;
    this.#folder = folder;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Starts it with so many workers and waits until it answers. */
  static async start(root: string, workers: number | 'auto'): Promise<Nginx> {
    const folder = mkdtempSync(path.join(tmpdir(), 'headwater-bench-nginx-'));
    const port = await freePort();
    const file = path.join(folder, 'nginx.conf');
    writeFileSync(file, configuration({ folder, root, port, workers }));
    const child = spawn('nginx', ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    const nginx = new Nginx(child, folder, `http://127.0.0.1:${port}`);
    await nginx.#answers();
    return nginx;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #answers(): Promise<void> {
    for (;;) {
      if (this.#child.exitCode !== null)
        throw new Error(`Expected nginx to run, it ended with ${this.#child.exitCode}`);
      const isThere = await fetch(this.url).then(
        () => true,
        () => false,
      );
      if (isThere) return;
      await pause(20);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

interface Configuration {
  readonly folder: string;
  readonly root: string;
  readonly port: number;
  readonly workers: number | 'auto';
}

function configuration({ folder, root, port, workers }: Configuration): string {
  // Started by root it would read the files as somebody else, who may not.
  const user = userInfo().uid === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/${name};`,
  );
  return `${user}
daemon off;
worker_processes ${workers};
pid ${folder}/nginx.pid;
error_log stderr crit;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  types { application/vnd.apple.mpegurl m3u8; video/iso.segment m4s; }
${temporary.join('\n')}
  server {
    listen 127.0.0.1:${port};
    root ${root};
    location / { add_header Cache-Control "public, max-age=1"; add_header Access-Control-Allow-Origin "*"; }
  }
}
`;
}
