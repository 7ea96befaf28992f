import { parseArgs } from 'node:util';
import { providerIds, type ProviderId } from '../shared/destinations.js';
import { broadcastIdSchema, titleSchema } from '../shared/domain.js';
import { UsageError, type Command, type DoctorCommand } from './command.js';
import { destinationFlagNames, destinationFlags, parseDestination } from './destination-options.js';
import { parseRelays, parseRelaysCommand, relayFlags, relaysFlagNames } from './relay-options.js';

const flags = {
  data: { type: 'string' },
  port: { type: 'string' },
  seconds: { type: 'string' },
  input: { type: 'string' },
  title: { type: 'string' },
  json: { type: 'boolean' },
  hold: { type: 'boolean' },
  headless: { type: 'boolean' },
  'no-open': { type: 'boolean' },
  ...destinationFlags,
  ...relayFlags,
  destination: { type: 'string' },
  guide: { type: 'string' },
  fix: { type: 'boolean' },
  create: { type: 'boolean' },
  broadcast: { type: 'string' },
  out: { type: 'string' },
  upload: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Flag = keyof typeof flags;
type Values = ReturnType<typeof parse>['values'];

const flagsOf: Readonly<Record<string, readonly Flag[]>> = {
  serve: ['data', 'port', 'headless', 'no-open', ...destinationFlagNames, 'relay', 'help'],
  demo: ['data', 'port', 'seconds', 'json', 'hold', ...destinationFlagNames, 'relay', 'help'],
  live: ['data', 'port', 'seconds', 'json', 'hold', 'input', 'title', ...destinationFlagNames, 'relay', 'help'],
  doctor: ['data', 'destination', ...destinationFlagNames, 'guide', 'fix', 'create', 'json', 'help'],
  diagnostics: ['data', 'broadcast', 'out', 'upload', 'help'],
  relays: ['data', 'json', ...relaysFlagNames, 'help'],
  help: ['help'],
  version: ['help'],
};

const parse = (args: readonly string[], options: Partial<typeof flags>) =>
  parseArgs({ args: [...args], options: options as typeof flags, strict: true, allowPositionals: true });

/** Node's words for a wrong option, without its advice about `--`. */
function parseFlags(name: string, args: readonly string[]): ReturnType<typeof parse> {
  const allowed = Object.fromEntries((flagsOf[name] ?? []).map((flag) => [flag, flags[flag]]));
  try {
    return parse(args, allowed);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    throw new UsageError(text.split(/\. |\n/)[0] ?? text, name);
  }
}

function portOf(values: Values, command: string): number | null {
  if (values.port === undefined) return null;
  const port = Number(values.port);
  if (/^\d{1,5}$/.test(values.port) && port <= 65535) return port;
  throw new UsageError(`Expected --port to be a whole number from 0 to 65535, got "${values.port}"`, command);
}

function secondsOf(values: Values, command: string): number | null {
  if (values.seconds === undefined) return null;
  const seconds = Number(values.seconds);
  if (/^\d+(\.\d+)?$/.test(values.seconds) && seconds > 0 && seconds <= 31_536_000) return seconds;
  throw new UsageError(`Expected --seconds to be a number above 0, got "${values.seconds}"`, command);
}

function titleOf(values: Values, command: string): string | null {
  if (values.title === undefined) return null;
  const title = titleSchema.safeParse(values.title);
  if (title.success) return title.data;
  throw new UsageError('Expected --title to be 1 to 200 characters long', command);
}

function broadcastOf(values: Values, command: string): string | null {
  if (values.broadcast === undefined) return null;
  const id = broadcastIdSchema.safeParse(values.broadcast);
  if (id.success) return id.data;
  throw new UsageError(
    `Expected --broadcast to be an id like 20261121-071403-k3m9x2ab, got "${values.broadcast}"`,
    command,
  );
}

function notEmpty(value: string | undefined, flag: string, command: string): string | null {
  if (value === undefined) return null;
  if (value.trim() !== '') return value;
  throw new UsageError(`Expected a value after --${flag}`, command);
}

function guideProvider(name: string): ProviderId {
  const provider = providerIds.find((id) => id === name.trim().toLowerCase());
  if (provider !== undefined) return provider;
  throw new UsageError(`Expected --guide to be one of ${providerIds.join(', ')}, got "${name}"`, 'doctor');
}

function doctorCommand(values: Values, dataDir: string | null): DoctorCommand {
  const { destination: name, to } = values;
  if (name !== undefined && to !== undefined) {
    throw new UsageError('Expected either --destination or --to, got both', 'doctor');
  }
  const destination = parseDestination(name === undefined ? values : { ...values, to: name }, 'doctor');
  if (destination === null) {
    throw new UsageError('Expected --destination with the name of a saved one, or --to s3://bucket/prefix', 'doctor');
  }
  if (destination.kind === 'this-computer') {
    throw new UsageError('Expected a bucket to test; this computer needs no test', 'doctor');
  }
  const { fix = false, create = false, json = false } = values;
  return { name: 'doctor', dataDir, destination, fix, create, json };
}

/** Reads a command line (without node and script). Throws UsageError. */
export function parseCommand(argv: readonly string[]): Command {
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return { name: 'help', topic: null };
  if (first === '--version' || first === '-v') return { name: 'version' };
  if (!Object.hasOwn(flagsOf, first)) {
    const what = first.startsWith('-') ? 'Expected a command first' : 'Expected a known command';
    throw new UsageError(`${what}, got "${first}"`);
  }
  const { values, positionals } = parseFlags(first, rest);
  if (values.help === true) return { name: 'help', topic: first };
  if (first === 'help') return { name: 'help', topic: positionals[0] ?? null };
  if (first === 'relays') return parseRelaysCommand(values, positionals, notEmpty(values.data, 'data', first));
  if (positionals[0] !== undefined) throw new UsageError(`Expected only options, got "${positionals[0]}"`, first);
  if (first === 'version') return { name: 'version' };

  const dataDir = notEmpty(values.data, 'data', first);
  if (first === 'doctor') {
    if (values.guide !== undefined) return { name: 'guide', provider: guideProvider(values.guide) };
    return doctorCommand(values, dataDir);
  }
  if (first === 'diagnostics') {
    const out = notEmpty(values.out, 'out', first);
    return { name: first, dataDir, broadcastId: broadcastOf(values, first), out, upload: values.upload === true };
  }
  const port = portOf(values, first);
  const destination = parseDestination(values, first);
  const relays = parseRelays(values, first);
  if (first === 'serve') {
    const open = values.headless !== true && values['no-open'] !== true;
    return { name: 'serve', dataDir, port, open, destination, relays };
  }
  const input = notEmpty(values.input, 'input', first);
  if (first === 'live' && input === null) throw new UsageError('Expected --input with a file or a URL', 'live');
  return {
    name: first === 'live' ? 'live' : 'demo',
    dataDir,
    port,
    seconds: secondsOf(values, first),
    json: values.json === true,
    hold: values.hold === true,
    input,
    title: titleOf(values, first),
    destination,
    relays,
  };
}
