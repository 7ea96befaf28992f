import dns, { type LookupAddress, type LookupOptions } from 'node:dns';
import type { DnsServer } from '../../servers/dns-server.js';

/** A top-level domain that nobody has (RFC 6761 §6.2). */
export const testDomain = '.test';

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/**
 * From now on names below `.test` are asked of this name server, over UDP and without a cache, by everything in this process
 * that opens connections: `net` looks `dns.lookup` up anew each time. Failures are worded as getaddrinfo words them. Answers
 * how to undo it.
 */
export function resolveTestNames(server: Pick<DnsServer, 'address'>): () => void {
  const system = dns.lookup;
  const resolver = new dns.promises.Resolver({ timeout: 400, tries: 1 });
  resolver.setServers([server.address]);
  const ask = (name: string, all: boolean, done: LookupCallback): void => {
    resolver.resolve4(name).then(
      (found) => {
        if (all)
          done(
            null,
            found.map((address) => ({ address, family: 4 })),
          );
        else done(null, found[0] ?? '', 4);
      },
      (error: NodeJS.ErrnoException) => {
        const code = error.code === 'ENOTFOUND' || error.code === 'ENODATA' ? 'ENOTFOUND' : 'EAI_AGAIN';
        const words = `getaddrinfo ${code} ${name}`;
        done(Object.assign(new Error(words), { code, syscall: 'getaddrinfo', hostname: name }), '');
      },
    );
  };
  const lookup = (name: string, options: LookupOptions | LookupCallback, callback?: LookupCallback): void => {
    const done = typeof options === 'function' ? options : (callback ?? (() => undefined));
    const wanted: LookupOptions = typeof options === 'function' ? {} : options;
    if (name.endsWith(testDomain)) ask(name, wanted.all === true, done);
    else system(name, wanted, done);
  };
  Object.assign(dns, { lookup });
  return () => void Object.assign(dns, { lookup: system });
}
