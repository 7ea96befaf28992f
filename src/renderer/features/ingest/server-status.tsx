import { TriangleAlert } from 'lucide-react';
import { wordsFor } from '../../app/words.js';
import { useEngineState } from '../../stores/studio-context.js';
import { ingestWords } from './ingest-words.js';

/** Waits visibly for the encoder, or says why the server cannot take one. */
export function ServerStatus() {
  const rtmp = useEngineState((state) => state.rtmp);
  if (rtmp.status === 'listening') {
    return (
      <div className="flex items-center gap-3">
        <span aria-hidden className="relative grid size-5.5 place-items-center">
          <span className="breathe absolute size-5.5 rounded-full bg-accent/25" />
          <span className="size-2.5 rounded-full bg-accent" />
        </span>
        <p role="status" className="text-sm">
          <span className="font-medium">{ingestWords.status.waiting}</span>
          <span className="text-muted">{ingestWords.status.ready(rtmp.port ?? rtmp.wantedPort)}</span>
        </p>
      </div>
    );
  }
  const words = rtmp.reason === null ? null : wordsFor(rtmp.reason.code, rtmp.reason.details);
  const isComing = rtmp.status === 'starting' || rtmp.status === 'restarting';
  const title = words?.title ?? (isComing ? ingestWords.status.starting : ingestWords.status.off);
  return (
    <div role="status" className="flex items-start gap-3 text-sm text-warn-text">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p>
        <span className="font-medium">{title}. </span>
        {words?.action ?? (isComing ? ingestWords.status.moment : ingestWords.status.startAgain)}
      </p>
    </div>
  );
}
