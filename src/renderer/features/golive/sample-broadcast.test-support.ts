import type { ActiveBroadcast } from '../../../shared/studio-state.js';

/** A show of the studio that is on, for tests. */
export function sampleBroadcast(change: Partial<ActiveBroadcast> = {}): ActiveBroadcast {
  const ok = { status: 'ok', reason: null } as const;
  return {
    id: '20261121-183000-k3v9x2qa',
    title: 'Canoe',
    description: '',
    visibility: 'public',
    status: 'live',
    programme: { kind: 'encoder', inputId: 'studio', label: 'This studio' },
    createdAtMs: 0,
    liveAtMs: 0,
    reconnectUntilMs: null,
    discontinuities: 0,
    source: null,
    renditions: [],
    stages: { ingest: ok, transcode: ok, package: ok, publish: ok },
    figures: {
      inputBitrate: 4_000_000,
      inputFps: 30,
      gopSeconds: 2,
      speed: 1,
      lagSeconds: 0.4,
      droppedFrames: 0,
      duplicatedFrames: 0,
      segmentSeconds: 2,
      segments: 20,
      archiveBytes: 1_000_000,
      durationSeconds: 40,
      cpuCores: 0.8,
    },
    links: [],
    publication: null,
    relays: [],
    ...change,
  };
}
