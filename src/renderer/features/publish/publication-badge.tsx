import type { Publication } from '../../../shared/publication.js';
import { Badge } from '../../ui/badge.js';
import { lookOf } from './publication-words.js';

/** How a publication stands, in a word. */
export function PublicationBadge({ publication }: { readonly publication: Publication }) {
  const { word, tone, icon, isMoving } = lookOf(publication);
  return (
    <Badge tone={tone} icon={icon} isMoving={isMoving}>
      {word}
    </Badge>
  );
}
