import { providerInfos } from '../../src/engine/publish/profiles/provider-profiles.js';
import { checkTitles } from '../../src/engine/publish/doctor/check-titles.js';
import type { Destination } from '../../src/shared/destinations.js';
import { doctorCheckIds, type DoctorCheck, type DoctorCheckId, type DoctorReport } from '../../src/shared/doctor.js';
import type { Publication } from '../../src/shared/publication.js';
import type { StudioState } from '../../src/shared/studio-state.js';
import { quietState } from './studio-states.js';

export const publicWatchUrl = 'https://live.example.com/streams/live/b/20261121-183000-k3v9x2qa/index.html';

/** A saved destination at Cloudflare. */
export function r2Destination(more: Partial<Destination> = {}): Destination {
  return {
    id: 'dest-r2',
    config: {
      name: 'Cloudflare',
      provider: 'r2',
      endpoint: 'https://0123456789abcdef.r2.cloudflarestorage.com',
      region: null,
      bucket: 'canoe-evenings',
      prefix: 'streams',
      publicUrl: 'https://live.example.com',
      pathStyle: null,
    },
    isDefault: true,
    hasCredentials: true,
    keyHint: 'a1b2…',
    isTransient: false,
    ...more,
  };
}

/** A destination with everything as long as it may be, and without keys. */
export function longDestination(): Destination {
  return {
    id: 'dest-long',
    config: {
      name: 'The archive of the association for canoe building and water',
      provider: 'ceph',
      endpoint: 'https://object-storage.a-very-long-name-of-a-university.example.org:8443',
      region: 'us-east-1',
      bucket: `association-${'canoe-'.repeat(30)}building`,
      prefix: 'öffentlich/übertragungen und aufnahmen/2026',
      publicUrl: null,
      pathStyle: true,
    },
    isDefault: false,
    hasCredentials: false,
    keyHint: null,
    isTransient: true,
  };
}

/** An engine that knows the real providers, and these destinations. */
export function stateWith(destinations: Destination[]): StudioState {
  return { ...quietState(), providers: providerInfos(), destinations };
}

/** A live publication in good health. */
export function livePublication(more: Partial<Publication> = {}): Publication {
  return {
    broadcastId: '20261121-183000-k3v9x2qa',
    destinationId: 'dest-r2',
    destinationName: 'Cloudflare',
    status: 'live',
    reason: null,
    objects: 5052,
    bytes: 2_310_000_000,
    backlogObjects: 2,
    backlogBytes: 1_900_000,
    retries: 3,
    lagSeconds: 0.4,
    uploadBitrate: 11_200_000,
    deferred: [],
    isVerified: true,
    cost: { requestsUsd: 0.0231, storagePerMonthUsd: 0.0347, puts: 7912, gets: 310, bytesSent: 2_330_000_000 },
    holder: null,
    ...more,
  };
}

/** One line of a report. */
export function check(id: DoctorCheckId, more: Partial<DoctorCheck> = {}): DoctorCheck {
  return {
    id,
    title: checkTitles[id],
    status: 'pass',
    detail: 'As it should be.',
    mend: [],
    document: null,
    isFixable: false,
    isCreatable: false,
    isFixed: false,
    durationMs: 38,
    ...more,
  };
}

export const policyDocument = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::canoe-evenings/streams/*',
      },
    ],
  },
  null,
  2,
);

/** A whole report: every check passes but for those given. */
export function wholeReport(
  name: string,
  changed: readonly DoctorCheck[],
  status: DoctorReport['status'],
): DoctorReport {
  return {
    destinationName: name,
    provider: 'Cloudflare R2',
    startedAtMs: Date.now(),
    status,
    checks: doctorCheckIds.map((id) => changed.find((each) => each.id === id) ?? check(id)),
    upload: {
      bitsPerSecond: 11_200_000,
      latencyP50Ms: 197,
      latencyP90Ms: 340,
      carries: 'your uplink carries: 1080p + 720p + 360p (7.9 of 11.2 Mbit/s)',
    },
  };
}
