import type { ActiveBroadcast } from '../../src/shared/studio-state.js';

const idle = { status: 'idle', reason: null } as const;

/** A broadcast that is on and of which nothing has been measured yet, for tests. */
export function testBroadcast({
  figures,
  ...change
}: Partial<Omit<ActiveBroadcast, 'figures'>> & {
  readonly figures?: Partial<ActiveBroadcast['figures']>;
} = {}): ActiveBroadcast {
  return {
    id: '20261121-070000-abcdefgh',
    title: 'Tea',
    description: '',
    visibility: 'public',
    status: 'live',
    programme: { kind: 'test', label: 'Test programme' },
    createdAtMs: 0,
    liveAtMs: 0,
    reconnectUntilMs: null,
    discontinuities: 0,
    source: null,
    renditions: [],
    stages: { ingest: idle, transcode: idle, package: idle, publish: idle },
    links: [],
    publication: null,
    relays: [],
    ...change,
    figures: {
      inputBitrate: null,
      inputFps: null,
      gopSeconds: null,
      speed: null,
      lagSeconds: null,
      droppedFrames: 0,
      duplicatedFrames: 0,
      segmentSeconds: 2,
      segments: 0,
      archiveBytes: 0,
      durationSeconds: 0,
      cpuCores: null,
      ...figures,
    },
  };
}
