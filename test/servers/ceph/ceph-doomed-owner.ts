import { CephProcesses } from './ceph-processes.js';

/** A process of its own, for test/integration/ceph.test.ts: starts a daemon that would stay, and waits to be killed. */
const processes = new CephProcesses();
const child = processes.start('sleep', ['600'], () => undefined);
process.stdout.write(`${String(child)}\n`);
setInterval(() => undefined, 60_000);
