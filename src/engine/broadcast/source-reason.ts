import type { Programme, Reason } from '../../shared/domain.js';
import { studioInputId } from '../../shared/feed.js';
import type { ReasonCode } from '../../shared/reasons.js';

/** What is told of where a programme comes from. The studio is no encoder to who sits in front of it: it has words of its own. */
const codes = {
  waiting: { encoder: 'ingest.waiting-for-encoder', studio: 'ingest.waiting-for-studio' },
  lost: { encoder: 'ingest.encoder-lost', studio: 'ingest.studio-lost' },
  back: { encoder: 'ingest.encoder-back', studio: 'ingest.studio-back' },
  windowClosed: { encoder: 'broadcast.ended-by-window', studio: 'broadcast.studio-not-back' },
} as const satisfies Record<string, Readonly<Record<'encoder' | 'studio', ReasonCode>>>;

/** The reason in words for who sends this programme. */
export function sourceReason(of: Programme, what: keyof typeof codes, details: Reason['details'] = {}): Reason {
  const isStudio = of.kind === 'encoder' && of.inputId === studioInputId;
  return { code: codes[what][isStudio ? 'studio' : 'encoder'], details };
}
