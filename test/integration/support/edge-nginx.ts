import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { findProgram } from '../../servers/ceph/ceph-processes.js';
import { eventually } from './eventually.js';

const program = findProgram('nginx');
const shipped = path.resolve(import.meta.dirname, '../../../deploy/nginx');

/** Why there is no nginx here, for the name of what is skipped; null: there is one. */
export const nginxMissing: string | null = program === null ? 'SKIPPED: no nginx here (Debian: nginx-light)' : null;

export interface EdgeNginx {
  /** `http://127.0.0.1:PORT`, no slash at its end. */
  readonly url: string;
  /** What it complained of so far. */
  errors(): string;
  stop(): Promise<void>;
}

/**
 * nginx with the configuration that the project ships (deploy/nginx), in front of a bucket. Only the lines that its users are
 * told to change are changed; when one of them is not there, this throws.
 */
export async function startEdgeNginx(
  bucketUrl: string,
  options: { readonly resolver?: string; readonly trusted?: string } = {},
): Promise<EdgeNginx> {
  if (program === null) throw new Error('Expected nginx to be installed');
  const folder = mkdtempSync(path.join(tmpdir(), 'headwater-edge-'));
  const [port, originPort] = [await freePort(), await freePort()];
  cpSync(path.join(shipped, 'headwater'), path.join(folder, 'headwater'), { recursive: true });
  const site = [
    ['/var/cache/headwater levels', `${folder}/cache levels`],
    ['/var/cache/headwater-live levels', `${folder}/cache-live levels`],
    ['/var/cache/headwater-now levels', `${folder}/cache-now levels`],
    ['server 127.0.0.1:8099;', `server 127.0.0.1:${originPort};`],
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['listen 127.0.0.1:8099;', `listen 127.0.0.1:${originPort};`],
    ['https://bucket.s3.eu-central-1.amazonaws.com', bucketUrl],
    ['resolver 127.0.0.53 valid=10s', `resolver ${options.resolver ?? '127.0.0.53'} valid=1s`],
    ['/etc/ssl/certs/ca-certificates.crt', `${folder}/trusted.pem`],
  ].reduce(
    (text, [from = '', to = '']) => {
      if (!text.includes(from)) throw new Error(`Expected headwater.conf to say ${from}`);
      return text.replace(from, to);
    },
    readFileSync(path.join(shipped, 'headwater.conf'), 'utf8'),
  );
  writeFileSync(path.join(folder, 'trusted.pem'), options.trusted ?? rootCertificates.slice(0, 1).join('\n'));
  writeFileSync(path.join(folder, 'site.conf'), site);
  const file = path.join(folder, 'nginx.conf');
  writeFileSync(file, mainConfiguration(folder));
  const child = spawn(program, ['-p', folder, '-c', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  const errors: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await eventually('nginx to answer', async () => {
      if (child.exitCode !== null) throw new Error(`nginx ended: ${Buffer.concat(errors).toString()}`);
      return fetch(`${url}/.none`).catch(() => null);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, errors: () => Buffer.concat(errors).toString(), stop };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

function mainConfiguration(folder: string): string {
  // started by root it would write its files as somebody else, who may not
  const user = userInfo().uid === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/${name};`,
  );
  return `${user}
daemon off;
worker_processes 2;
worker_rlimit_nofile 8192;
pid ${folder}/nginx.pid;
error_log stderr warn;
events { worker_connections 4096; }
http {
  access_log off;
${temporary.join('\n')}
  include site.conf;
}
`;
}
