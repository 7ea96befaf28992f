import { servicePreset } from '../engine/relay/presets/service-presets.js';
import type { RelayTestFacts } from '../engine/relay/relay-runner-api.js';
import type { RelayService } from '../shared/relay-url.js';
import type { Relay, RelayTestReport } from '../shared/relays.js';
import { wordsFor } from './words.js';

const stepWords: Readonly<Record<RelayTestReport['steps'][number]['name'], string>> = {
  resolve: 'the server is found',
  connect: 'it takes connections',
  tls: 'the connection is secure',
  handshake: 'it speaks the protocol',
  accept: 'it takes the application',
  publish: 'it takes the stream key',
};

/** The saved relays, one a line. */
export function relayLines(relays: readonly Relay[]): string[] {
  if (relays.length === 0) return ['No relay is saved yet. To add one: headwater relays add NAME --service twitch'];
  const width = Math.max(...relays.map(({ config }) => [...config.name].length));
  return relays.map(({ config, hasKey, keyHint }) => {
    const key = hasKey ? (keyHint === null ? 'key saved' : `key …${keyHint}`) : 'key missing';
    const name = config.name + ' '.repeat(width - [...config.name].length);
    const { label } = servicePreset(config.service);
    return `${config.isEnabled ? 'on ' : 'off'}  ${name}  ${label}  ${config.url}  ${key}`;
  });
}

/** What a test found out, step by step, and what to do. */
export function relayTestLines(facts: RelayTestFacts, isKeyUntested: boolean, service: RelayService): string[] {
  const lines = facts.steps
    .filter(({ status }) => status !== 'skipped')
    .map(({ name, status, durationMs }) => {
      const took = durationMs === null ? '' : ` (${durationMs} ms)`;
      const words = name === 'handshake' ? `it speaks ${service === 'srt' ? 'SRT' : 'RTMP'}` : stepWords[name];
      return `${status === 'ok' ? '✓' : '✗'} ${words}${took}`;
    });
  if (facts.reason !== null) return [...lines, wordsFor(facts.reason.code, facts.reason.details)];
  if (!isKeyUntested) return [...lines, 'Ready.'];
  return [...lines, 'The service can be reached. Only going live tells whether the stream key is right.'];
}
