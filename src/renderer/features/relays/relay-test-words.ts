import { relayTestStepNames, type RelayTestReport, type ServicePreset } from '../../../shared/relays.js';

type StepName = (typeof relayTestStepNames)[number];

/** One line of the checklist. `pending`: not tried yet. */
export interface TestLine {
  readonly name: StepName;
  readonly title: string;
  readonly status: 'ok' | 'failed' | 'skipped' | 'pending';
  readonly durationMs: number | null;
  /** Why it was skipped. */
  readonly note: string | null;
}

const titles: Readonly<Record<StepName, string>> = {
  resolve: 'Find the server',
  connect: 'Reach the server',
  tls: 'Encrypt the connection',
  handshake: 'Greet each other',
  accept: 'Be let in',
  publish: 'Send a stream',
};

const whySkipped: Readonly<Record<StepName, string>> = {
  resolve: 'The address is a number already.',
  connect: 'Not tried.',
  tls: 'This address is not encrypted.',
  handshake: 'Not tried.',
  accept: 'Not tried.',
  publish: 'Not tried: it would go live.',
};

/** The checklist: what is done, and while it runs what is still to come. Nothing is said about steps behind a failure. */
export function testLines({ status, steps }: RelayTestReport): readonly TestLine[] {
  const failedAt = steps.findIndex((step) => step.status === 'failed');
  const told = steps
    .filter((step, index) => failedAt < 0 || index <= failedAt || step.status !== 'skipped')
    .map((step): TestLine => {
      const note = step.status === 'skipped' ? whySkipped[step.name] : null;
      return { ...step, title: titles[step.name], note };
    });
  if (status !== 'running') return told;
  const rest = relayTestStepNames.filter((name) => !steps.some((step) => step.name === name));
  return [
    ...told,
    ...rest.map((name): TestLine => ({ name, title: titles[name], status: 'pending', durationMs: null, note: null })),
  ];
}

/** The result in a few words. */
export function testHeadline({ status, relayName, via }: RelayTestReport): string {
  const what = via === 'backup' ? `the backup of ${relayName}` : relayName;
  if (status === 'running') return `Testing ${what}…`;
  if (status === 'failed') return via === 'backup' ? 'The backup does not work yet' : 'It does not work yet';
  return via === 'backup' ? 'The backup can be reached' : 'The service can be reached';
}

/** What a test that went well proves of the key; null where there is nothing to say. */
export function keyVerdict({ status, isKeyUntested }: RelayTestReport, preset: ServicePreset | null): string | null {
  if (status !== 'ok') return null;
  const isNamed = preset !== null && preset.service !== 'rtmp' && preset.service !== 'srt';
  if (!isKeyUntested) return `${isNamed ? preset.label : 'The server'} let us in with what you entered.`;
  return `Whether the key is right is not tested: ${isNamed ? preset.label : 'the service'} tells only when it goes live.`;
}
