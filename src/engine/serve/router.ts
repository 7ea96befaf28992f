import { initTRPC } from '@trpc/server';
import { z } from 'zod';
import { commandInputs } from '../../shared/commands.js';
import type { CommandRunner } from './command-runner.js';
import { errorShape } from './error-shape.js';
import { stateFrames, type SocketPressure } from './state-subscription.js';
import type { StateStore, StudioQueries } from './studio-api.js';

/** What each request knows of its socket. */
export interface StudioContext {
  readonly pressure: SocketPressure;
}

const t = initTRPC.context<StudioContext>().create({
  // Never a stack, whatever NODE_ENV says.
  isDev: false,
  errorFormatter: ({ shape, error }) => errorShape(shape, error),
});

/**
 * Everything that the studio may ask of the engine: one mutation per command, `revealKey`, and the `state` subscription.
 * Errors arrive as `error.data.appError` (ErrorData).
 */
export function createStudioRouter(deps: {
  readonly runner: CommandRunner;
  readonly queries: StudioQueries;
  readonly store: StateStore;
}) {
  const { runner, queries, store } = deps;
  const { procedure } = t;
  return t.router({
    startTest: procedure.input(commandInputs.startTest).mutation(({ input }) => runner.run('startTest', input)),
    startUrl: procedure.input(commandInputs.startUrl).mutation(({ input }) => runner.run('startUrl', input)),
    endBroadcast: procedure
      .input(commandInputs.endBroadcast)
      .mutation(({ input }) => runner.run('endBroadcast', input)),
    clipLive: procedure.input(commandInputs.clipLive).mutation(({ input }) => runner.run('clipLive', input)),
    endRehearsal: procedure
      .input(commandInputs.endRehearsal)
      .mutation(({ input }) => runner.run('endRehearsal', input)),
    resumeInput: procedure.input(commandInputs.resumeInput).mutation(({ input }) => runner.run('resumeInput', input)),
    renameBroadcast: procedure
      .input(commandInputs.renameBroadcast)
      .mutation(({ input }) => runner.run('renameBroadcast', input)),
    describeBroadcast: procedure
      .input(commandInputs.describeBroadcast)
      .mutation(({ input }) => runner.run('describeBroadcast', input)),
    renewKey: procedure.input(commandInputs.renewKey).mutation(({ input }) => runner.run('renewKey', input)),
    deleteRecording: procedure
      .input(commandInputs.deleteRecording)
      .mutation(({ input }) => runner.run('deleteRecording', input)),
    exportMp4: procedure.input(commandInputs.exportMp4).mutation(({ input }) => runner.run('exportMp4', input)),
    revealRecording: procedure
      .input(commandInputs.revealRecording)
      .mutation(({ input }) => runner.run('revealRecording', input)),
    updateSettings: procedure
      .input(commandInputs.updateSettings)
      .mutation(({ input }) => runner.run('updateSettings', input)),
    dismissNotice: procedure
      .input(commandInputs.dismissNotice)
      .mutation(({ input }) => runner.run('dismissNotice', input)),
    saveDestination: procedure
      .input(commandInputs.saveDestination)
      .mutation(({ input }) => runner.run('saveDestination', input)),
    deleteDestination: procedure
      .input(commandInputs.deleteDestination)
      .mutation(({ input }) => runner.run('deleteDestination', input)),
    setDefaultDestination: procedure
      .input(commandInputs.setDefaultDestination)
      .mutation(({ input }) => runner.run('setDefaultDestination', input)),
    testDestination: procedure
      .input(commandInputs.testDestination)
      .mutation(({ input }) => runner.run('testDestination', input)),
    publishRecording: procedure
      .input(commandInputs.publishRecording)
      .mutation(({ input }) => runner.run('publishRecording', input)),
    unpublishRecording: procedure
      .input(commandInputs.unpublishRecording)
      .mutation(({ input }) => runner.run('unpublishRecording', input)),
    unpublishAll: procedure
      .input(commandInputs.unpublishAll)
      .mutation(({ input }) => runner.run('unpublishAll', input)),
    forgetPublication: procedure
      .input(commandInputs.forgetPublication)
      .mutation(({ input }) => runner.run('forgetPublication', input)),
    takeOverChannel: procedure
      .input(commandInputs.takeOverChannel)
      .mutation(({ input }) => runner.run('takeOverChannel', input)),
    saveRelay: procedure.input(commandInputs.saveRelay).mutation(({ input }) => runner.run('saveRelay', input)),
    deleteRelay: procedure.input(commandInputs.deleteRelay).mutation(({ input }) => runner.run('deleteRelay', input)),
    orderRelays: procedure.input(commandInputs.orderRelays).mutation(({ input }) => runner.run('orderRelays', input)),
    startRelay: procedure.input(commandInputs.startRelay).mutation(({ input }) => runner.run('startRelay', input)),
    stopRelay: procedure.input(commandInputs.stopRelay).mutation(({ input }) => runner.run('stopRelay', input)),
    testRelay: procedure.input(commandInputs.testRelay).mutation(({ input }) => runner.run('testRelay', input)),
    createCollection: procedure
      .input(commandInputs.createCollection)
      .mutation(({ input }) => runner.run('createCollection', input)),
    selectCollection: procedure
      .input(commandInputs.selectCollection)
      .mutation(({ input }) => runner.run('selectCollection', input)),
    renameCollection: procedure
      .input(commandInputs.renameCollection)
      .mutation(({ input }) => runner.run('renameCollection', input)),
    duplicateCollection: procedure
      .input(commandInputs.duplicateCollection)
      .mutation(({ input }) => runner.run('duplicateCollection', input)),
    deleteCollection: procedure
      .input(commandInputs.deleteCollection)
      .mutation(({ input }) => runner.run('deleteCollection', input)),
    saveCollection: procedure
      .input(commandInputs.saveCollection)
      .mutation(({ input }) => runner.run('saveCollection', input)),
    configureObs: procedure
      .input(commandInputs.configureObs)
      .mutation(({ input }) => runner.run('configureObs', input)),
    restoreObs: procedure.input(commandInputs.restoreObs).mutation(({ input }) => runner.run('restoreObs', input)),
    saveDiagnostics: procedure
      .input(commandInputs.saveDiagnostics)
      .mutation(({ input }) => runner.run('saveDiagnostics', input)),
    revealKey: procedure
      .input(z.object({ inputId: z.string() }))
      .query(({ input }) => queries.revealKey(input.inputId)),
    state: procedure.subscription(({ ctx, signal }) =>
      stateFrames(store, ctx.pressure, signal ?? new AbortController().signal),
    ),
  });
}

/** The router's type: all that the renderer imports of the engine. */
export type AppRouter = ReturnType<typeof createStudioRouter>;
