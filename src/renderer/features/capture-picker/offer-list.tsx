import type { OfferGroup } from './group-offers.js';
import { OfferTile } from './offer-tile.js';
import { pickerWords as words } from './picker-words.js';

/** Of an offer's tile in the page. */
export const optionIdOf = (offerId: string): string => `picker-${offerId}`;

interface OfferListProps {
  readonly groups: readonly OfferGroup[];
  readonly chosenId: string;
  readonly onChoose: (id: string) => void;
  readonly onShare: (id: string) => void;
}

/** Screens and windows, each kind by itself. */
export function OfferList({ groups, chosenId, onChoose, onShare }: OfferListProps) {
  return (
    <div
      id="picker-list"
      role="listbox"
      aria-label={words.list}
      // the focus stays in the field above
      onMouseDown={(event) => event.preventDefault()}
      className="-m-1 grid h-96 min-h-36 shrink content-start gap-4 overflow-y-auto p-1"
    >
      {groups.map(({ kind, offers }) => (
        <div key={kind} role="group" aria-label={words.groups[kind]} className="grid gap-2">
          <p aria-hidden className="text-xs font-medium text-muted">
            {words.groups[kind]}
          </p>
          <div role="presentation" className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-3">
            {offers.map((offer) => (
              <OfferTile
                key={offer.id}
                offer={offer}
                domId={optionIdOf(offer.id)}
                isChosen={offer.id === chosenId}
                onChoose={() => onChoose(offer.id)}
                onShare={() => onShare(offer.id)}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
