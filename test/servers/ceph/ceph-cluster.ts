import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../integration/support/eventually.js';
import { createCephConfig, type CephConfig } from './ceph-config.js';
import { CephProcesses } from './ceph-processes.js';

/** A running cluster. */
export interface CephCluster {
  readonly s3Port: number;
  /** Runs radosgw-admin; its output. */
  admin(args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Ports that are free now. Somebody may take one before the daemon does: then the start is tried again. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Brings up the daemons one after the other; `onEnd` is told when one of them ends. */
async function bringUp(
  config: CephConfig,
  processes: CephProcesses,
  firstUser: readonly string[],
  onEnd: (why: string) => void,
): Promise<void> {
  const { folder } = config;
  const file = join(folder, 'ceph.conf');
  const monmap = join(folder, 'monmap');
  await Promise.all(['mon', 'osd', 'rgw'].map((name) => mkdir(join(folder, name))));
  await writeFile(file, config.text);
  const made = ['--create', '--clobber', '--fsid', config.fsid, '--addv', 'a', config.monAddress, monmap];
  await processes.run('monmaptool', made);
  await processes.run('ceph-mon', ['-c', file, '--mkfs', '-i', 'a', '--monmap', monmap]);
  processes.start('ceph-mon', ['-f', '-c', file, '-i', 'a'], onEnd);

  const ceph = (args: readonly string[]): Promise<string> =>
    processes.run('ceph', ['-c', file, '--connect-timeout', '20', ...args]);
  const uuid = randomUUID();
  await ceph(['osd', 'new', uuid, '0']);
  await processes.run('ceph-osd', ['-c', file, '-i', '0', '--mkfs', '--osd-uuid', uuid]);
  processes.start('ceph-osd', ['-f', '-c', file, '-i', '0'], onEnd);
  await eventually('the store to be up', async () => ((await ceph(['osd', 'stat'])).includes(' 1 up') ? true : null));

  // the first user also makes the gateway's pools: two at once would make them twice
  await processes.run('radosgw-admin', ['-c', file, '-n', 'client.rgw.main', ...firstUser]);
  processes.start('radosgw', ['-f', '-c', file, '-n', 'client.rgw.main'], onEnd);
  await eventually('the gateway to answer', () =>
    fetch(`http://127.0.0.1:${String(config.ports.s3)}/`).then(
      ({ ok }) => (ok ? true : null),
      () => null,
    ),
  );
}

async function startOnce(firstUser: readonly string[]): Promise<CephCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-ceph-'));
  const [mon = 0, monOld = 0, s3 = 0] = await freePorts(3);
  const config = createCephConfig({ folder, ports: { mon, monOld, s3 } });
  const processes = new CephProcesses();
  const stop = async (): Promise<void> => {
    await processes.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const onEnd = (why: string): void => {
        reject(new Error(why));
      };
      bringUp(config, processes, firstUser, onEnd).then(resolve, reject);
    });
  } catch (error) {
    const log = await readFile(join(folder, 'client.rgw.main.log'), 'utf8').catch(() => '');
    await stop();
    throw new Error(`Expected Ceph to start, got: ${String(error)}\n${log.slice(-2000)}`, { cause: error });
  }
  return {
    s3Port: s3,
    admin: (args) =>
      processes.run('radosgw-admin', ['-c', join(folder, 'ceph.conf'), '-n', 'client.rgw.main', ...args]),
    stop,
  };
}

/** Starts a cluster with its first S3 user (arguments of radosgw-admin). Rejects when that fails three times. */
export async function startCephCluster(firstUser: readonly string[]): Promise<CephCluster> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(firstUser);
    } catch (error) {
      // a port was taken in the meantime
      if (attempt === 3) throw error;
    }
  }
}
