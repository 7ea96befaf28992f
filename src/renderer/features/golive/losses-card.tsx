import { Card } from '../../ui/card.js';
import { panelWords as words } from './panel-words.js';
import { lostPictures, type ProgrammeLosses } from './programme-losses.js';

/** Pictures of a show that were not what they should have been, and by whose fault. */
export function LossesCard({ title, losses }: { readonly title: string; readonly losses: ProgrammeLosses }) {
  const parts = [
    { count: losses.repeated, say: words.repeated },
    { count: losses.skipped, say: words.skipped },
    { count: losses.failed, say: words.failed },
    { count: losses.dropped, say: words.dropped },
    { count: losses.missing, say: words.missing },
  ].filter(({ count }) => count > 0);
  return (
    <Card title={title}>
      <div className="grid gap-1.5 px-4 pt-1 pb-4 text-sm tabular-nums">
        {lostPictures(losses) === 0 ? (
          <p className="text-muted">{words.lossesNone(losses.all)}</p>
        ) : (
          <>
            <p>{words.lossesOf(losses.all)}</p>
            <ul className="grid gap-1">
              {parts.map(({ count, say }) => (
                <li key={say(count)}>{say(count)}</li>
              ))}
            </ul>
            {losses.failed > 0 && <p className="text-xs text-muted">{words.failedMend}</p>}
            {losses.repeated + losses.skipped > 0 && <p className="text-xs text-muted">{words.lossesMend}</p>}
            {losses.dropped > 0 && <p className="text-xs text-muted">{words.droppedMend}</p>}
          </>
        )}
      </div>
    </Card>
  );
}
