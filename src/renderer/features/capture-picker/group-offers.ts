import type { CaptureOffer } from '../../../shared/host-capture.js';

export interface OfferGroup {
  readonly kind: CaptureOffer['kind'];
  readonly offers: readonly CaptureOffer[];
}

/**
 * What is shown of all that there is: whatever has every typed word in its name, screens and windows by themselves, the studio's
 * own window last. No group is empty.
 */
export function groupOffers(
  offers: readonly CaptureOffer[],
  { first, typed }: { readonly first: CaptureOffer['kind']; readonly typed: string },
): readonly OfferGroup[] {
  const words = typed.toLocaleLowerCase().split(/\s+/);
  const found = offers.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
  const kinds = first === 'screen' ? (['screen', 'window'] as const) : (['window', 'screen'] as const);
  return kinds
    .map((kind) => ({
      kind,
      offers: found
        .filter((offer) => offer.kind === kind)
        .sort((one, other) => Number(one.isOwn) - Number(other.isOwn)),
    }))
    .filter((group) => group.offers.length > 0);
}
