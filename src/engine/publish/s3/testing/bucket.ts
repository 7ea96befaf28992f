import type { DestinationConfig } from '../../../../shared/destinations.js';
import { AppError } from '../../../../shared/errors.js';
import type { Clock } from '../../../clock.js';
import type { BucketClient } from '../bucket-client.js';
import { startAnsweringServer, type AnsweringServer, type Received, type Reply } from './answering-server.js';
import { clientFor } from './client-for.js';

const closing: (() => unknown)[] = [];

/** A client and the server that it talks to, which answers as it is told. End them with `closeAll` after each test. */
export async function bucket(
  reply: (request: Received) => Reply,
  config: Partial<DestinationConfig> & { clock?: Clock } = {},
): Promise<{ client: BucketClient; server: AnsweringServer }> {
  const server = await startAnsweringServer(reply);
  const client = clientFor(server.endpoint, config);
  closing.push(
    () => server.stop(),
    () => client.close(),
  );
  return { client, server };
}

/** Ends what `bucket` began. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).reverse()) await close();
}

/** The AppError that a request rejects with. Throws when it does not. */
export async function failure(request: Promise<unknown>): Promise<AppError> {
  const error: unknown = await request.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`Expected an AppError, got ${String(error)}`);
  return error;
}

/** The keys below a prefix. */
export async function listed(client: BucketClient, prefix = 'b/'): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of client.list(prefix)) keys.push(...page.map(({ key }) => key));
  return keys;
}
