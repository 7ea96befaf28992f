import type { ReactNode } from 'react';
import type { CostEstimate } from '../../../shared/cost-estimate.js';
import { formatBitrate, formatBytes, formatMoney } from '../../ui/format.js';
import { startWords } from './start-words.js';

/** What an estimate is made of, and how far it can be trusted. */
export function CostParts({ estimate }: { readonly estimate: CostEstimate }) {
  const { basis, ladder, usdPerHour, storageUsdPerMonthPerHour, usdPerViewerHour, pricesAsOf } = estimate;
  const names = ladder.filter((name) => name !== 'audio').join(', ');
  const source = basis === 'newest-broadcast' ? startWords.cost.asNewest : startWords.cost.asUsual(ladder[0] ?? '');
  return (
    <div className="grid gap-3">
      <p className="font-semibold">{startWords.cost.title}</p>
      <dl className="grid gap-2">
        <Row term={startWords.cost.uplink}>{startWords.cost.always(formatBitrate(estimate.uplinkBitsPerSecond))}</Row>
        <Row term={startWords.cost.media}>{formatBytes(estimate.gigabytesPerHour * 1e9)}</Row>
        <Row term={startWords.cost.writes}>{count(estimate.putsPerHour)}</Row>
        <Row term={startWords.cost.reads}>{count(estimate.getsPerHour)}</Row>
        {usdPerHour !== null && <Row term={startWords.cost.requests}>{formatMoney(usdPerHour)}</Row>}
        {storageUsdPerMonthPerHour !== null && (
          <Row term={startWords.cost.keeping}>{startWords.cost.aMonth(formatMoney(storageUsdPerMonthPerHour))}</Row>
        )}
        {usdPerViewerHour !== null && (
          <Row term={startWords.cost.viewer}>{startWords.cost.anHour(formatMoney(usdPerViewerHour))}</Row>
        )}
      </dl>
      <p className="text-xs text-muted">
        {startWords.cost.basis(names === '' ? startWords.cost.soundAlone : names, source)}{' '}
        {pricesAsOf === null ? startWords.cost.noPrices : startWords.cost.prices(day(pricesAsOf))}
      </p>
    </div>
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

const count = (value: number): string => new Intl.NumberFormat().format(value);

/** A date without a time of day is the same everywhere. */
const day = (iso: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
