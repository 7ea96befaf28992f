import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine/engine-api.js';
import { toAppError } from '../shared/errors.js';
import type { Publication } from '../shared/publication.js';
import type { BroadcastCommand } from './command.js';
import { resolveInput } from './places.js';
import { Progress } from './progress.js';
import { INTERRUPTED, openSession, type CliContext, type Session } from './session.js';
import { describeSummary } from './summary-lines.js';
import { TakeOverLine } from './take-over-line.js';
import { stderrSink } from './terminal.js';
import { unreadableLines } from './unreadable-lines.js';
import { drainOf, isUnreadable, publicationOf } from './upload-line.js';

/** Exit status when all is stored and viewers cannot read it: that is no success. */
const UNREADABLE = 1;

async function startBroadcast(engine: Engine, command: BroadcastCommand, context: CliContext): Promise<string> {
  const title = command.title === null ? {} : { title: command.title };
  const commandId = randomUUID();
  const { broadcastId } =
    command.input === null
      ? await engine.commands.startTest({ commandId, ...title })
      : await engine.commands.startUrl({ commandId, url: resolveInput(command.input, context.around), ...title });
  if (command.seconds !== null) engine.endAfter(broadcastId, command.seconds);
  return broadcastId;
}

/** What is watched while a broadcast runs. */
interface Followed {
  /** Resolves with the first signal that comes once only the upload is left. */
  readonly leftBehind: Promise<void>;
  /** Ends the watching. */
  readonly end: () => void;
}

/** Shows how the broadcast goes, prints its link as soon as it plays, and says what a signal means. */
function follow(session: Session, broadcastId: string, command: BroadcastCommand, context: CliContext): Followed {
  const { engine, stop, sinceMs } = session;
  const progress = new Progress(stderrSink(), broadcastId);
  const takeOver = new TakeOverLine(
    (line) => {
      progress.close();
      context.tell(line);
    },
    () => engine.studioUrl(),
  );
  let linkShown = false;
  let isDraining = false;
  let leave: () => void = () => undefined;
  const leftBehind = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const look = () => {
    const state = engine.state.get();
    // A link is told once it plays: at a destination that is when it has been read back.
    const isReadable = publicationOf(state, broadcastId)?.isVerified ?? true;
    const summary = linkShown || !isReadable ? null : engine.summary(broadcastId);
    if (summary !== null) {
      linkShown = true;
      progress.close();
      progress.setLink(summary.viewerUrl);
      // With --json standard output is for the object alone.
      (command.json ? context.tell : context.print)(`Watch: ${summary.viewerUrl}`);
    }
    if (!isDraining && drainOf(state, broadcastId) !== null) {
      isDraining = true;
      void stop.next().then(leave);
      progress.close();
      context.tell('The broadcast has ended. Ctrl-C leaves the rest of the upload for the next start.');
    }
    progress.show(state, sinceMs);
    takeOver.look(publicationOf(state, broadcastId));
  };
  const unsubscribe = engine.state.subscribe(look);
  look();
  return {
    leftBehind,
    end: () => {
      unsubscribe();
      progress.close();
    },
  };
}

/** How the rest comes to the destination after all: keys of a command line are nowhere but in the next one. */
function howToGoOn(engine: Engine, { destinationId, destinationName }: Publication): string {
  const isTransient = engine.state
    .get()
    .destinations.some(({ id, isTransient }) => id === destinationId && isTransient);
  return isTransient
    ? `The rest goes on when Headwater is started again with the same --to and keys, for example: headwater serve --to "${destinationName}"`
    : 'The rest goes on by itself when Headwater is started again, for example: headwater serve';
}

/** `headwater demo` and `headwater live`: one broadcast, then its summary. Answers the exit status; throws AppError. */
export async function broadcast(command: BroadcastCommand, context: CliContext): Promise<number> {
  const session = await openSession(command, context);
  if (session === null) return INTERRUPTED;
  const { engine, stop } = session;
  let interrupted = false;
  try {
    const broadcastId = await startBroadcast(engine, command, context);
    const followed = follow(session, broadcastId, command, context);
    void stop.received.then(async () => {
      interrupted = true;
      // It may have ended by itself in the same moment: what counts is `ended` below.
      await engine.commands.endBroadcast({ commandId: randomUUID(), broadcastId }).catch(() => undefined);
    });
    const ended = engine.ended(broadcastId);
    const left = followed.leftBehind.then(() => null);
    const summary = (await Promise.race([ended, left]).finally(followed.end)) ?? engine.summary(broadcastId);
    if (summary === null) return INTERRUPTED;
    const publication = publicationOf(engine.state.get(), broadcastId);
    for (const line of describeSummary(summary, publication)) context.tell(line);
    if (command.json) context.print(JSON.stringify(summary));
    if (publication !== null && isUnreadable(publication)) {
      const destination = engine.state.get().destinations.find(({ id }) => id === publication.destinationId);
      for (const line of unreadableLines(publication, destination ?? null)) context.tell(line);
      return UNREADABLE;
    }
    if (publication !== null && drainOf(engine.state.get(), broadcastId) !== null) {
      context.tell(howToGoOn(engine, publication));
      return INTERRUPTED;
    }
    if (command.hold && !interrupted) {
      context.tell(
        publication === null
          ? `Still serving ${summary.viewerUrl} until Ctrl-C.`
          : `Still here until Ctrl-C. ${summary.viewerUrl} needs Headwater no longer.`,
      );
      await stop.received;
    }
    return 0;
  } catch (error) {
    if (!interrupted) throw toAppError(error);
    context.tell('Ended before anything was recorded.');
    return INTERRUPTED;
  } finally {
    await session.close('done');
  }
}
