import { describe, expect, it } from 'vitest';
import type { DoctorCheck, DoctorReport } from '../shared/doctor.js';
import { DoctorLines } from './doctor-lines.js';

const check = (
  id: DoctorCheck['id'],
  status: DoctorCheck['status'],
  change: Partial<DoctorCheck> = {},
): DoctorCheck => ({
  id,
  title: `Title of ${id}`,
  status,
  detail: `Detail of ${id}.`,
  mend: [],
  document: null,
  isFixable: false,
  isCreatable: false,
  isFixed: false,
  durationMs: 1,
  ...change,
});
const report = (checks: DoctorCheck[], change: Partial<DoctorReport> = {}): DoctorReport => ({
  destinationName: 'Stage',
  provider: 'Any',
  startedAtMs: 0,
  status: 'running',
  checks,
  upload: null,
  ...change,
});

function tell(checks: DoctorCheck[], change: Partial<DoctorReport>, fix = false): string[] {
  const lines: string[] = [];
  const told = new DoctorLines((line) => lines.push(line));
  for (let count = 0; count <= checks.length; count += 1) told.show(report(checks.slice(0, count)));
  told.finish(report(checks, change), { fix });
  return lines;
}

describe('DoctorLines', () => {
  it('tells each check once, steps and document below it, and what was skipped together', () => {
    const lines = tell(
      [
        check('reach', 'pass'),
        check('put', 'fail', { mend: ['Do this.', 'Then that.'], document: '{\n  "a": 1\n}', isFixable: true }),
        check('list', 'skipped', { detail: 'Store first.' }),
        check('delete', 'skipped', { detail: 'Store first.' }),
        check('cors', 'skipped', { detail: 'Read first.' }),
      ],
      { status: 'fail' },
    );
    expect(lines).toEqual([
      'ok    Title of reach: Detail of reach.',
      'FAIL  Title of put: Detail of put.',
      '      > Do this.',
      '      > Then that.',
      '      The document:',
      '        {',
      '          "a": 1',
      '        }',
      '--    Not looked at: Title of list, Title of delete. Store first.',
      '--    Not looked at: Title of cors. Read first.',
      '',
      '"Stage" is not ready: one thing to mend.',
      'Headwater can mend 1 of these with this key: run it again with --fix.',
    ]);
  });

  it('ends with what the line carries, and counts the notes', () => {
    const upload = { bitsPerSecond: 1, latencyP50Ms: 1, latencyP90Ms: 1, carries: 'your uplink carries: 360p' };
    const lines = tell([check('reach', 'pass', { isFixed: true }), check('clock', 'warn')], { status: 'warn', upload });
    expect(lines).toEqual([
      'ok    Title of reach: Detail of reach. [mended]',
      'note  Title of clock: Detail of clock.',
      '      your uplink carries: 360p',
      '',
      '"Stage" is ready to go live, with one note above.',
    ]);
  });

  it('tells again what the end has changed', () => {
    const lines: string[] = [];
    const told = new DoctorLines((line) => lines.push(line));
    told.show(report([check('delete', 'pass')]));
    told.finish(report([check('delete', 'warn', { detail: 'Some stayed.' })], { status: 'warn' }), { fix: false });
    expect(lines.filter((line) => line.includes('Title of delete'))).toEqual([
      'ok    Title of delete: Detail of delete.',
      'note  Title of delete: Some stayed.',
    ]);
  });
});
