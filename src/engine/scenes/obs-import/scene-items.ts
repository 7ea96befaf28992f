import { obsItemSchema, type ObsItem, type ObsSource } from './obs-schema.js';

/** So much is looked at in one scene: scenes in scenes in scenes may say much with few words. */
const maxInScene = 5000;
/** And in the whole collection, which holds 200 scenes of 200 items. */
const maxInAll = 40_000;

/**
 * The items of scenes and groups, of which a collection gives out a bounded number: each entry counts, whatever it is, and
 * each time that a scene is in another. Each is read once.
 */
export class SceneItems {
  readonly #read = new Map<ObsSource, (ObsItem | null)[]>();
  #leftInScene = 0;
  #leftInAll = maxInAll;

  /** A scene of the collection begins. */
  beginScene(): void {
    this.#leftInScene = maxInScene;
  }

  /** Whether there was more than is given out. */
  get isExhausted(): boolean {
    return this.#leftInScene < 0 || this.#leftInAll < 0;
  }

  /** The scenes and groups that were looked into. */
  get containers(): readonly ObsSource[] {
    return [...this.#read.keys()];
  }

  /** Items of a scene or group, the lowest first, until it is enough; without copies for versions without groups. */
  *of(container: ObsSource): Generator<ObsItem> {
    const read = this.#read.get(container) ?? [];
    this.#read.set(container, read);
    const items: unknown = container.settings['items'];
    if (!Array.isArray(items)) return;
    for (let index = 0; index < items.length; index += 1) {
      this.#leftInScene -= 1;
      this.#leftInAll -= 1;
      if (this.isExhausted) return;
      const item = (read[index] ??= readItem(items[index]));
      if (item !== null) yield item;
    }
  }
}

function readItem(entry: unknown): ObsItem | null {
  const item = obsItemSchema.safeParse(entry);
  const hasMeaning = item.success && item.data.name !== '' && !item.data.group_item_backup;
  return hasMeaning ? item.data : null;
}
