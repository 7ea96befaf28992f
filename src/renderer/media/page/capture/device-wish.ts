import type { SourceKind } from '../../../../shared/scenes/scene-source.js';
import type { WantedDevice } from './find-device.js';

/** What of a camera or microphone a change of which needs it opened anew. */
export interface DeviceWish {
  readonly device: WantedDevice | null;
  readonly constraints: MediaTrackConstraints;
}

/** What is asked of the browser for a camera (mirroring is the compositor's) or a microphone; null for other kinds. */
export function deviceWish(kind: SourceKind): DeviceWish | null {
  if (kind.type === 'camera') {
    const { device, width, height, fps } = kind;
    // nothing exact: a camera that cannot do it does what is nearest
    return { device, constraints: { width: { ideal: width }, height: { ideal: height }, frameRate: { ideal: fps } } };
  }
  if (kind.type !== 'microphone') return null;
  const { device, noiseSuppression, echoCancellation, autoGain } = kind;
  return {
    device,
    constraints: { noiseSuppression, echoCancellation, autoGainControl: autoGain, channelCount: { ideal: 2 } },
  };
}
