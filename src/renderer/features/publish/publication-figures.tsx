import type { ReactNode } from 'react';
import type { Publication } from '../../../shared/publication.js';
import { formatBitrate, formatBytes, formatMoney, formatNumber } from '../../ui/format.js';
import { waiting } from './publication-words.js';
import { publishWords } from './publish-words.js';

/** The figures of a publication, refreshed by the engine every second. */
export function PublicationFigures({ publication }: { readonly publication: Publication }) {
  const { status, lagSeconds, uploadBitrate, objects, bytes, retries, backlogObjects, cost } = publication;
  return (
    <dl className="grid grid-cols-1 gap-2 border-t border-line pt-3 text-sm">
      <Row term={publishWords.figures.behind}>
        {lagSeconds !== null ? `${formatNumber(lagSeconds)} s` : status === 'live' ? publishWords.figures.nothing : '–'}
      </Row>
      <Row term={publishWords.figures.waiting}>
        {backlogObjects === 0 ? publishWords.figures.nothing : waiting(publication)}
      </Row>
      <Row term={publishWords.figures.upload}>{formatBitrate(uploadBitrate)}</Row>
      <Row term={publishWords.figures.uploaded}>{publishWords.figures.objects(objects, formatBytes(bytes))}</Row>
      <Row term={publishWords.figures.retries}>
        {retries === 0
          ? publishWords.figures.never
          : retries === 1
            ? publishWords.figures.once
            : publishWords.figures.times(retries)}
      </Row>
      {cost !== null && (
        <Row term={publishWords.figures.cost}>
          {cost.requestsUsd === null
            ? publishWords.figures.noPrices
            : publishWords.figures.forRequests(formatMoney(cost.requestsUsd))}
          {cost.storagePerMonthUsd !== null && (
            <span className="block text-xs text-muted">
              {publishWords.figures.keeping(formatMoney(cost.storagePerMonthUsd))}
            </span>
          )}
          <span className="block text-xs text-muted">
            {publishWords.figures.requests(cost.puts, cost.gets, formatBytes(cost.bytesSent))}
          </span>
        </Row>
      )}
    </dl>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted">{term}</dt>
      <dd className="text-right tabular-nums">{children}</dd>
    </div>
  );
}
