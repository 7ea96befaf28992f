import { systemClock, type Clock } from '../../clock.js';
import type { Logger } from '../../log/logger.js';
import type { BucketClient } from './bucket-client.js';
import type { BucketTarget } from './bucket-target.js';
import { checkBucket, createBucket, getCors, getPolicy, putCors, putPolicy } from './bucket-settings.js';
import { ConnectionAgents } from './connection-agents.js';
import { ObjectDeleter } from './delete-objects.js';
import { getObject, headObject } from './get-object.js';
import { listObjects } from './list-objects.js';
import { multipartFromBytes, putMultipart } from './put-multipart.js';
import { putObject } from './put-object.js';
import { runRequest } from './run-request.js';
import { createS3Sdk } from './s3-sdk.js';
import type { S3Session } from './s3-session.js';
import { S3Wire } from './s3-wire.js';
import { ServerClock } from './server-clock.js';
import { UsageMeter } from './usage-meter.js';
import { WriteConditions } from './write-conditions.js';

/** A small request: longer than any store takes that is well. */
const defaultTimeoutMs = 10_000;

/**
 * A client for one bucket over the AWS SDK. `clock` is this computer's: signatures are made with it, corrected by what the
 * server says (`clockOffsetMs`). Close it to end its connections; the requests under way fail then.
 */
export function createBucketClient(deps: {
  readonly target: BucketTarget;
  readonly logger: Logger;
  readonly clock?: Clock;
}): BucketClient {
  const { target, logger, clock = systemClock } = deps;
  const agents = new ConnectionAgents();
  const usage = new UsageMeter();
  const serverClock = new ServerClock();
  const onClockLearned = (offsetMs: number): void =>
    logger.info({ offsetMs }, 'This computer and the bucket differ about the time');
  const countReceived = (bytes: number): void => usage.countReceived(bytes);
  const wire = new S3Wire({ clock, serverClock, usage, agents, onClockLearned });
  const session: S3Session = {
    sdk: createS3Sdk({ target, wire, clock, serverClock, onReceived: countReceived }),
    bucket: target.config.bucket,
    profile: target.profile,
    logger,
    conditions: new WriteConditions(target.profile),
    run: (send, options, timeoutMs = defaultTimeoutMs) => runRequest(send, { clock, timeoutMs, ...options }),
    countReceived,
  };
  const deleter = new ObjectDeleter(session);
  return {
    get clockOffsetMs() {
      return serverClock.offsetMs;
    },
    get usage() {
      return usage.usage;
    },
    put: (key, body, headers, options) => {
      // not every server looks at conditions when it puts parts together
      const isOne = body.length <= multipartFromBytes || options?.condition !== undefined;
      return (isOne ? putObject : putMultipart)(session, key, body, headers, options);
    },
    get: (key, options) => getObject(session, key, options),
    head: (key, options) => headObject(session, key, options),
    list: (prefix, options) => listObjects(session, prefix, options),
    delete: (keys, options) => deleter.delete(keys, options),
    check: (options) => checkBucket(session, target.config.prefix, options),
    createBucket: (options) => createBucket(session, options),
    getPolicy: (options) => getPolicy(session, options),
    putPolicy: (policy, options) => putPolicy(session, policy, options),
    getCors: (options) => getCors(session, options),
    putCors: (rules, options) => putCors(session, rules, options),
    close: () => {
      session.sdk.destroy();
      agents.destroy();
    },
  };
}
