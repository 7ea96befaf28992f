import { servicePreset } from '../engine/relay/presets/service-presets.js';
import { relayAssignment } from '../engine/relay/relay-assignment.js';
import type { RelayEndpoint } from '../engine/relay/relay-target.js';
import { RtmpPush } from '../engine/relay/rtmp/rtmp-push.js';
import { SrtPush } from '../engine/relay/srt/srt-push.js';
import { packSecrets } from '../engine/relay/srt/srt-secrets.js';
import { defaultUnitLimits } from '../engine/relay/unit-limits.js';
import { testRelay } from '../engine/relay/worker/test-relay.js';
import { UsageError, type RelaysCommand } from './command.js';
import { relayTestLines } from './relay-lines.js';
import { relaysOfRun } from './relays-of-run.js';
import { findRelay, withSavedRelays } from './saved-relays.js';
import { INTERRUPTED, type CliContext } from './session.js';
import { listenForStop } from './stop-signal.js';

type TestCommand = Extract<RelaysCommand, { action: 'test' }>;

/**
 * `headwater relays test`: connects as far as the service allows without going live, and tells how far that was. Answers
 * the exit status: 1 when it failed. Throws UsageError, `relay.not-found`, `relay.no-key`, `secrets.locked`.
 */
export async function testSavedRelay(command: TestCommand, folder: string, context: CliContext): Promise<number> {
  const { config, assignment } = await assignmentOf(command, folder, context);
  const end = command.backup ? assignment.backup : assignment.primary;
  if (end === null) throw new UsageError(`Expected a relay with a backup: ${config.name} has none`, 'relays');
  const stop = listenForStop();
  const abort = new AbortController();
  void stop.received.then(() => abort.abort());
  // between two answers of the service nothing else keeps the process alive
  const alive = setInterval(() => undefined, 60_000);
  try {
    const facts = await testRelay({
      ...(config.service === 'srt' ? srtTarget(end, assignment.passphrase) : rtmpTarget(end)),
      connectTimeoutMs: defaultUnitLimits.connectTimeoutMs,
      signal: abort.signal,
      nowMs: () => performance.now(),
    });
    if (abort.signal.aborted) return INTERRUPTED;
    const isKeyUntested = !servicePreset(config.service).canTestKey;
    const tell = command.json ? context.tell : context.print;
    for (const line of relayTestLines(facts, isKeyUntested, config.service)) tell(line);
    if (command.json) context.print(JSON.stringify({ name: config.name, url: end.url, isKeyUntested, ...facts }));
    return facts.status === 'ok' ? 0 : 1;
  } finally {
    clearInterval(alive);
    stop.dispose();
  }
}

type Tested = Pick<Parameters<typeof testRelay>[0], 'target' | 'factory'>;

function rtmpTarget(primary: RelayEndpoint): Tested {
  return { target: { primary }, factory: { probe: (options, signal) => RtmpPush.probe(options, signal) } };
}

function srtTarget({ url, key }: RelayEndpoint, passphrase: string | null): Tested {
  const primary = { url, key: packSecrets({ streamId: key, passphrase }) };
  return { target: { primary }, factory: { probe: (options, signal) => SrtPush.probe(options, signal) } };
}

async function assignmentOf({ relay }: TestCommand, folder: string, context: CliContext) {
  if (relay.kind === 'saved') {
    return withSavedRelays(folder, context.around, async (store) => {
      const { id, config } = findRelay(store, relay.name);
      return { config, assignment: relayAssignment(id, config, await store.keys(id)) };
    });
  }
  const [made] = relaysOfRun([relay], context.around, 'relays', context.tell);
  if (made?.kind !== 'url') throw new UsageError('Expected the address of a relay', 'relays');
  return { config: made.config, assignment: relayAssignment('test', made.config, made.keys) };
}
