import { ExternalLink, Trash2 } from 'lucide-react';
import type { RehearsalReport } from '../../../shared/rehearsal.js';
import { wordsFor } from '../../app/words.js';
import { bestLink } from '../../stores/best-link.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { formatBitrate } from '../../ui/format.js';
import { LeaveRehearsal } from './leave-rehearsal.js';
import { RehearseButton } from './rehearse-button.js';
import { rehearsalWords as words, seconds } from './rehearsal-words.js';

/** The newest rehearsal: how it stands, what it told, and its end. Nothing while there is none. */
export function RehearsalCard() {
  const rehearsal = useEngineState((state) => state.rehearsal);
  const { run, isBusy, isReady } = useCommand('endRehearsal');
  if (rehearsal === null) return null;
  const { broadcastId, status, report, reason, removeAtMs } = rehearsal;
  const why = reason === null ? null : wordsFor(reason.code, reason.details);
  const link = bestLink(rehearsal.links, 'watch');
  return (
    <Card title={words.title}>
      <div className="grid gap-3 px-4 pt-1.5 pb-4 text-sm">
        <p role="status" className="text-muted">
          {report?.isWhole === false && status === 'ready' ? words.notThere : words.status[status]}
          {status === 'ready' && removeAtMs !== null && ` ${words.removedAt(removeAtMs)}`}
        </p>
        {why !== null && (
          <p>
            {why.title}. <span className="text-muted">{why.action}</span>
          </p>
        )}
        {report !== null && <Report report={report} />}
        <div className="flex flex-wrap gap-2">
          {link !== null && (
            <a
              href={link.url}
              target="_blank"
              rel="noreferrer"
              className="inline-flex h-9 items-center justify-center gap-2 rounded-control border border-line bg-raised px-3 font-medium hover:border-line-strong"
            >
              <ExternalLink aria-hidden className="size-4" />
              {words.watch}
            </a>
          )}
          {status !== 'deleting' && (
            <Button icon={Trash2} isBusy={isBusy} disabled={!isReady} onClick={() => void run({ broadcastId })}>
              {words.putAway}
            </Button>
          )}
          {status === 'deleting' && reason !== null && <LeaveRehearsal broadcastId={broadcastId} />}
          {(status === 'ready' || status === 'failed') && <RehearseButton label={words.again} />}
        </div>
      </div>
    </Card>
  );
}

function Report({ report }: { readonly report: RehearsalReport }) {
  const { firstPicture, lastPicture, uplink, soundAfterPictureMs, lostSegments, unreadSegments, segments } = report;
  const measured = uplink.measuredBitrate === null ? null : formatBitrate(uplink.measuredBitrate);
  const delay =
    firstPicture === null || lastPicture === null
      ? words.delayNone
      : words.delayValue(seconds(firstPicture.p50Ms), seconds(lastPicture.p50Ms));
  return (
    <dl className="grid gap-2 tabular-nums">
      <Fact name={words.delay} value={delay} note={firstPicture === null ? null : words.delayNote} />
      <Fact name={words.uplink} value={words.uplinkValue(formatBitrate(uplink.usedBitrate), measured)} />
      {soundAfterPictureMs !== null && (
        <Fact name={words.sound} value={words.soundValue(soundAfterPictureMs)} note={words.soundNote} />
      )}
      <Fact name={words.lost} value={words.lostValue(lostSegments, unreadSegments, segments)} />
      <Fact name={words.rungs} value={report.rungs.map(({ name }) => name).join(', ')} />
    </dl>
  );
}

function Fact({
  name,
  value,
  note = null,
}: {
  readonly name: string;
  readonly value: string;
  readonly note?: string | null;
}) {
  return (
    <div>
      <dt className="text-xs text-muted">{name}</dt>
      <dd>{value}</dd>
      {note !== null && <dd className="text-xs text-muted">{note}</dd>}
    </div>
  );
}
