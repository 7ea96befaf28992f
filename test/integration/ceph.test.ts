import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bundleWorker } from '../servers/bundle-worker.js';
import { cephMissing, startCeph } from '../servers/ceph.js';
import { findProgram } from '../servers/ceph/ceph-processes.js';
import { createS3Client } from '../servers/s3-client.js';
import { eventually } from './support/eventually.js';

describe.skipIf(cephMissing !== null)(`Ceph as a fixture ${cephMissing ?? ''}`, () => {
  it('runs twice at once, each with what it was asked for, and leaves nothing', async () => {
    const [open, closed] = await Promise.all([startCeph(), startCeph({ publicAccess: 'none', cors: false })]);
    if (open === null || closed === null) throw new Error('Expected Ceph to be installed');
    const headers = { origin: 'https://viewer.example' };
    for (const [ceph, status, origin] of [
      [open, 200, '*'],
      [closed, 403, null],
    ] as const) {
      const client = createS3Client(ceph);
      await client.send(new PutObjectCommand({ Bucket: ceph.bucket, Key: 'x', Body: 'x' }));
      client.destroy();
      const answer = await fetch(`${ceph.publicUrl}/x`, { headers });
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, origin]);
    }
    const listed = await open.createBucket('listed', { publicAccess: 'list' });
    expect((await fetch(`${listed}/missing`)).status).toBe(404);
    await open.stop();
    await closed.stop();
    await expect(fetch(open.publicUrl)).rejects.toThrow();
  });
});

const setpriv = findProgram('setpriv');
describe.skipIf(setpriv === null)(`Ceph's processes ${setpriv === null ? 'SKIPPED: no setpriv here' : ''}`, () => {
  it('die with whoever started them, killed with -9 too', async () => {
    const bundle = await bundleWorker('test/servers/ceph/ceph-doomed-owner.ts');
    const owner = spawn(process.execPath, [bundle.file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<string>((resolve) => createInterface(owner.stdout).once('line', resolve));
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    owner.kill('SIGKILL');
    await eventually('the daemon to be gone', () => (existsSync(`/proc/${pid}`) ? null : true));
    await bundle.remove();
  });
});
