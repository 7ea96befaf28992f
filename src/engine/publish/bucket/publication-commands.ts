/** What the studio may ask about a broadcast at its destination. Each throws `publication.not-found`, `recording.not-found`. */
export interface PublicationCommands {
  /** Publishes a recording (also one that was unpublished). Resolves when the intent is stored; it goes on by itself. */
  publish(broadcastId: string, destinationId: string): Promise<void>;
  /** Removes it from the bucket; resolves when the intent is stored. Survives a restart. */
  unpublish(broadcastId: string, destinationId: string): Promise<void>;
  /** Removes from the bucket all that is there of ended broadcasts; resolves when the intents are stored. */
  unpublishAll(destinationId: string): Promise<void>;
  /**
   * Forgets that it was published there; what the bucket has of it stays. For a bucket that is gone for good, or cannot be
   * asked any more. Nothing is sent or removed afterwards. Throws `recording.busy` while it is live.
   */
  forget(broadcastId: string, destinationId: string): Promise<void>;
  /** Takes the channel over from another studio. */
  takeOver(broadcastId: string): Promise<void>;
}
