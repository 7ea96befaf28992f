import { sampleState } from '../../src/renderer/stores/sample-state.test-support.js';
import type { ActiveBroadcast, Recording, StudioState } from '../../src/shared/studio-state.js';

const id = '20261121-183000-k3v9x2qa';
const minute = 60_000;

/** A live broadcast of a 720p encoder, in good health. */
export function liveBroadcast(): ActiveBroadcast {
  const now = Date.now();
  const rung = (name: string, width: number, height: number, bandwidth: number, copied: boolean) => ({
    name,
    kind: 'video' as const,
    width,
    height,
    fps: 30,
    codecs: copied ? 'avc1.64001f' : 'avc1.4d401f',
    copied,
    bandwidth,
    averageBandwidth: Math.round(bandwidth * 0.82),
    status: 'active' as const,
  });
  return {
    id,
    title: 'Friday evening: building a canoe, part 4',
    description: '',
    visibility: 'public',
    status: 'live',
    programme: { kind: 'encoder', inputId: 'input-1', label: 'OBS Studio 31' },
    createdAtMs: now - 43 * minute,
    liveAtMs: now - 42 * minute - 7000,
    reconnectUntilMs: null,
    discontinuities: 0,
    source: {
      video: {
        codec: 'h264',
        profile: 'High',
        pixelFormat: 'yuv420p',
        width: 1280,
        height: 720,
        fps: 30,
        gopSeconds: 2,
        bitrate: 4_420_000,
      },
      audio: { codec: 'aac', sampleRate: 48_000, channels: 2, bitrate: 160_000 },
    },
    renditions: [
      rung('720p', 1280, 720, 5_300_000, true),
      rung('540p', 960, 540, 2_400_000, false),
      rung('360p', 640, 360, 890_000, false),
      {
        ...rung('audio', 0, 0, 132_000, false),
        kind: 'audio',
        width: null,
        height: null,
        fps: null,
        codecs: 'mp4a.40.2',
      },
    ],
    stages: {
      ingest: { status: 'ok', reason: null },
      transcode: { status: 'ok', reason: null },
      package: { status: 'ok', reason: null },
      publish: { status: 'ok', reason: null },
    },
    figures: {
      inputBitrate: 4_582_000,
      inputFps: 30,
      gopSeconds: 2,
      speed: 1,
      lagSeconds: 0.42,
      droppedFrames: 0,
      duplicatedFrames: 0,
      segmentSeconds: 2,
      segments: 1263,
      archiveBytes: 2_310_000_000,
      durationSeconds: 2527,
      cpuCores: 0.8,
    },
    links: [{ kind: 'watch', url: `http://127.0.0.1:8088/live/b/${id}/index.html`, reach: 'computer' }],
    publication: null,
    relays: [],
  };
}

/** Recordings of every kind that the library shows. */
export function someRecordings(): Recording[] {
  const now = Date.now();
  const make = (index: number, title: string, more: Partial<Recording>): Recording => ({
    id: `2026112${index}-183000-k3v9x2q${index}`,
    title,
    visibility: 'public',
    createdAtMs: now - (index * 26 + 3) * 60 * minute,
    endedAtMs: now - index * 25 * 60 * minute,
    durationSeconds: 1843 * index + 400,
    sizeBytes: 1_240_000_000 * index,
    width: 1280,
    height: 720,
    status: 'ended',
    posterUrl: null,
    links: [{ kind: 'watch', url: 'http://127.0.0.1:8088/live/b/x/index.html', reach: 'computer' }],
    publications: [],
    export: null,
    ...more,
  });
  return [
    make(1, 'Building a canoe, part 3', {}),
    make(2, 'Rain on the studio roof', { export: { status: 'running', progress: 0.62 } }),
    make(3, 'Questions and answers with <b>friends</b>', {
      export: { status: 'done', fileName: 'q-and-a.mp4', sizeBytes: 3_120_000_000 },
    }),
    make(4, 'Building a canoe, part 2', { status: 'repaired', height: 1080, width: 1920 }),
    make(5, 'Sound check', { export: { status: 'failed', reason: { code: 'disk.full', details: {} } } }),
  ];
}

/** An engine with the network's links known. */
export function quietState(): StudioState {
  return {
    ...sampleState(),
    channelLinks: [
      { kind: 'channel', url: 'http://127.0.0.1:8088/live/index.html', reach: 'computer' },
      { kind: 'stream', url: 'http://127.0.0.1:8088/live/live.m3u8', reach: 'computer' },
    ],
  };
}
