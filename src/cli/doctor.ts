import { systemClock } from '../engine/clock.js';
import { runDoctor } from '../engine/publish/doctor/run-doctor.js';
import type { BucketTarget } from '../engine/publish/s3/bucket-target.js';
import { resolveTarget } from '../engine/publish/s3/resolve-target.js';
import { createBucketClient } from '../engine/publish/s3/s3-bucket-client.js';
import { AppError } from '../shared/errors.js';
import { bucketFromEnvironment } from './bucket-from-environment.js';
import { UsageError, type DoctorCommand } from './command.js';
import { DoctorLines } from './doctor-lines.js';
import { keepMeasuredLine } from './keep-measured-line.js';
import { noLog } from './no-log.js';
import { dataDir } from './places.js';
import { savedDestination } from './saved-destination.js';
import { INTERRUPTED, type CliContext } from './session.js';
import { listenForStop } from './stop-signal.js';

/**
 * `headwater doctor`: tests a destination and tells how it stands, as a checklist. Answers the exit status: 0 when
 * broadcasts can go there, 1 when something must be mended first. Throws UsageError, AppError.
 */
export async function doctor(command: DoctorCommand, context: CliContext): Promise<number> {
  const target = await targetOf(command, context);
  const client = createBucketClient({ target, logger: noLog });
  const stop = listenForStop();
  const abort = new AbortController();
  void stop.received.then(() => {
    context.tell('Stopping, and removing the test files …');
    abort.abort();
  });
  // The doctor's pauses do not keep a process alive, and between two of its requests nothing else does.
  const alive = setInterval(() => undefined, 60_000);
  // With --json standard output is for the object alone.
  const lines = new DoctorLines(command.json ? context.tell : context.print);
  const { fix, create } = command;
  try {
    const report = await runDoctor({
      client,
      target,
      signal: abort.signal,
      onReport: (grown) => lines.show(grown),
      fix,
      create,
      clock: systemClock,
      logger: noLog,
    });
    lines.finish(report, { fix });
    if (report.upload !== null) {
      keepMeasuredLine(dataDir(command.dataDir, context.around), report.upload.bitsPerSecond);
    }
    if (command.json) context.print(JSON.stringify(report));
    if (abort.signal.aborted) return INTERRUPTED;
    return report.status === 'fail' ? 1 : 0;
  } finally {
    clearInterval(alive);
    stop.dispose();
    client.close();
  }
}

async function targetOf(command: DoctorCommand, context: CliContext): Promise<BucketTarget> {
  const { destination } = command;
  if (destination.kind === 'saved') {
    return savedDestination(destination.name, dataDir(command.dataDir, context.around), context.around, noLog);
  }
  const { config, credentials } = await bucketFromEnvironment(destination, context.around, 'doctor');
  try {
    return resolveTarget(config, credentials);
  } catch (error) {
    // What is missing can be named by an option: a wrong command line, not a sick bucket.
    if (!(error instanceof AppError) || error.code !== 'destination.invalid') throw error;
    throw new UsageError(error.message, 'doctor');
  }
}
