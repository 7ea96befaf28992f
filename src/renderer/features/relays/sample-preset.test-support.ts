import type { RelayService } from '../../../shared/relay-url.js';
import type { ServicePreset } from '../../../shared/relays.js';

/** A service that takes nearly everything, for tests. */
export function samplePreset(service: RelayService, more: Partial<ServicePreset> = {}): ServicePreset {
  return {
    service,
    label: service,
    servers: [],
    limits: {
      videoBitrate: null,
      audioBitrate: null,
      keyframeSeconds: null,
      videoCodecs: ['h264'],
      audioCodecs: ['aac'],
      maxHeight: null,
      maxFps: null,
    },
    keyLabel: 'Stream key',
    guide: [],
    urlPlaceholder: 'rtmp://live.example.com/app',
    canTestKey: false,
    whileSourceIsGone: 'hold',
    needsTls: false,
    standing: 'documented',
    ...more,
  };
}
