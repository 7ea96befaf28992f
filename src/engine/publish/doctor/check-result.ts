import type { DoctorCheck } from '../../../shared/doctor.js';

/** What one check has found. */
export interface CheckResult {
  readonly status: DoctorCheck['status'];
  readonly detail: string;
  readonly mend: readonly string[];
  readonly document: string | null;
  readonly isFixable: boolean;
  readonly isCreatable: boolean;
  readonly isFixed: boolean;
}

/** What may go with a result beyond its words. */
type Extras = Partial<Pick<CheckResult, 'mend' | 'document' | 'isFixable' | 'isCreatable' | 'isFixed'>>;

const plain = { mend: [], document: null, isFixable: false, isCreatable: false, isFixed: false };

/** It is as it should be. */
export const passed = (detail: string, extras: Extras = {}): CheckResult => ({
  status: 'pass',
  detail,
  ...plain,
  ...extras,
});
/** It works, with a limit that `mend` tells of. */
export const warned = (detail: string, mend: readonly string[], extras: Extras = {}): CheckResult => ({
  status: 'warn',
  detail,
  ...plain,
  mend,
  ...extras,
});
/** It does not work; `mend` says what to do. */
export const failed = (detail: string, mend: readonly string[], extras: Extras = {}): CheckResult => ({
  status: 'fail',
  detail,
  ...plain,
  mend,
  ...extras,
});
/** It could not be looked at, because something it needs is missing. */
export const skipped = (detail: string): CheckResult => ({ status: 'skipped', detail, ...plain });
