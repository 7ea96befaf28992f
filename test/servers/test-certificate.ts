import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A key and the certificate that it signed itself, as PEM. */
export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
}

/**
 * Writes both into a file that a person's store of certificates takes (PKCS #12). Encrypted in the old way: each store reads that.
 */
export async function packCertificate({ key, cert }: TestCertificate, file: string, password: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-certificate-'));
  try {
    const both = join(folder, 'both.pem');
    await writeFile(both, `${key}\n${cert}`);
    const ciphers = ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES', '-macalg', 'sha1'];
    await run('openssl', ['pkcs12', '-export', '-in', both, '-out', file, '-passout', `pass:${password}`, ...ciphers]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes a certificate for these names with openssl; `names` in its own words (`DNS:localhost`, `IP:127.0.0.1`). */
export async function makeTestCertificate(
  names: readonly string[] = ['DNS:localhost', 'IP:127.0.0.1'],
): Promise<TestCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'headwater-certificate-'));
  try {
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const subject = ['-subj', '/CN=headwater test', '-addext', `subjectAltName=${names.join(',')}`];
    await run('openssl', [...args, ...subject, '-keyout', keyFile, '-out', certFile]);
    return { key: await readFile(keyFile, 'utf8'), cert: await readFile(certFile, 'utf8') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
