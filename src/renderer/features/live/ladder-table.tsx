import { clsx } from 'clsx';
import type { RenditionInfo } from '../../../shared/domain.js';
import { Card } from '../../ui/card.js';
import { formatBitrate, formatNumber } from '../../ui/format.js';
import { liveWords } from './live-words.js';

/** The ladder, top rung first, the shared sound last. */
export function LadderTable({ renditions }: { readonly renditions: readonly RenditionInfo[] }) {
  if (renditions.length === 0) return null;
  const rungs = renditions.toSorted((a, b) => (b.height ?? 0) - (a.height ?? 0));
  return (
    <Card title={liveWords.ladder.title}>
      <div role="region" aria-label={liveWords.ladder.table} tabIndex={0} className="overflow-x-auto px-4 pb-3">
        <table className="w-full min-w-136 text-left text-sm tabular-nums">
          <thead className="text-xs text-muted">
            <tr className="[&>th]:py-2 [&>th]:pr-4 [&>th]:font-medium">
              <th scope="col">{liveWords.ladder.rendition}</th>
              <th scope="col">{liveWords.ladder.size}</th>
              <th scope="col">fps</th>
              <th scope="col">{liveWords.ladder.codecs}</th>
              <th scope="col">{liveWords.ladder.madeBy}</th>
              <th scope="col" className="text-right">
                {liveWords.ladder.average}
              </th>
              <th scope="col" className="pr-0! text-right">
                {liveWords.ladder.peak}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rungs.map((rung) => (
              <Rung key={rung.name} rung={rung} />
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Rung({ rung }: { readonly rung: RenditionInfo }) {
  const isShed = rung.status === 'shed';
  return (
    <tr className={clsx('[&>*]:py-2.5 [&>*]:pr-4', isShed && 'text-muted')}>
      <th scope="row" className="font-semibold">
        {rung.name}
      </th>
      <td>{rung.width === null || rung.height === null ? '–' : `${rung.width} × ${rung.height}`}</td>
      <td>{formatNumber(rung.fps)}</td>
      <td className="font-mono text-xs text-muted">{rung.codecs}</td>
      <td>
        {isShed ? (
          <Tag className="bg-warn-soft text-warn-text">{liveWords.ladder.givenUp}</Tag>
        ) : rung.copied ? (
          <Tag className="bg-accent-soft text-accent-text">{liveWords.ladder.untouched}</Tag>
        ) : (
          <span className="text-muted">{liveWords.ladder.encoded}</span>
        )}
      </td>
      <td className="text-right">{formatBitrate(rung.averageBandwidth)}</td>
      <td className="pr-0! text-right">{formatBitrate(rung.bandwidth)}</td>
    </tr>
  );
}

function Tag({ className, children }: { readonly className: string; readonly children: string }) {
  return (
    <span className={clsx('rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap', className)}>
      {children}
    </span>
  );
}
