import type { Reason } from '../../../../shared/domain.js';
import type { MediaReasonCode } from '../../media-reasons.js';

export type CaptureDeviceKind = 'camera' | 'microphone' | 'display';

/** Why a capture failed, and whether that was a no, or something that may pass. */
export interface CaptureFailure {
  readonly status: 'denied' | 'gone';
  readonly reason: Reason;
}

/**
 * What an error of getUserMedia or getDisplayMedia means (Media Capture and Streams, section 10.2; Screen Capture, section 5.1).
 * macOS and Windows can forbid what the page was allowed: Chromium then says "by system".
 */
export function captureFailure(thrown: unknown, device: CaptureDeviceKind): CaptureFailure {
  const name = thrown instanceof Error ? thrown.name : '';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const denied = (code: MediaReasonCode): CaptureFailure => ({
    status: 'denied',
    reason: { code, details: { device } },
  });
  const gone = (code: MediaReasonCode): CaptureFailure => ({ status: 'gone', reason: { code, details: { device } } });
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (/system/i.test(message)) return denied('capture.denied-by-system');
      // the picker was closed: it asks again with the next gesture, and nobody forbade anything
      if (device === 'display') return gone('capture.not-shared');
      return denied('capture.denied');
    case 'NotFoundError':
    case 'OverconstrainedError':
      return gone('capture.no-device');
    case 'NotReadableError':
    case 'AbortError':
      return gone('capture.device-busy');
    case 'NotSupportedError':
    case 'TypeError':
      return denied('capture.unsupported');
    default:
      return { status: 'gone', reason: { code: 'capture.failed', details: { device, message } } };
  }
}
