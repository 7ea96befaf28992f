import type { SourceKind, SourceType } from '../../../shared/scenes/scene-source.js';

/** What the part of the inspector for one kind of source gets. */
export interface KindProps<T extends SourceType> {
  readonly sourceId: string;
  readonly kind: Extract<SourceKind, { type: T }>;
  /** `gesture`: changes with the same one are one step to undo. */
  readonly onChange: (change: Partial<Extract<SourceKind, { type: T }>>, gesture?: string | null) => void;
}
