import { Gauge } from 'lucide-react';
import type { DoctorReport } from '../../../shared/doctor.js';
import { destinationWords } from './destination-words.js';
import { formatBitrate } from '../../ui/format.js';

/** What the line to the bucket carries, as measured at the end of a test. */
export function UploadLine({ upload }: { readonly upload: NonNullable<DoctorReport['upload']> }) {
  const { bitsPerSecond, latencyP50Ms, latencyP90Ms, carries } = upload;
  return (
    <div className="flex items-start gap-3 rounded-control bg-accent-soft p-3">
      <Gauge aria-hidden className="mt-0.5 size-5 shrink-0 text-accent-text" />
      <div className="min-w-0 text-sm">
        <p className="font-medium tabular-nums">
          {destinationWords.test.up(formatBitrate(bitsPerSecond))}
          <span className="font-normal text-muted">
            {destinationWords.test.latency(Math.round(latencyP50Ms), Math.round(latencyP90Ms))}
          </span>
        </p>
        <p className="break-words first-letter:uppercase">{carries}</p>
      </div>
    </div>
  );
}
