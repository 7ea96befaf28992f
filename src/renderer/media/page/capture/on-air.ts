import type { SceneCollection } from '../../../../shared/scenes/scene-collection.js';
import { shownSources } from '../../sound/mix-plan.js';

/** Sources that viewers see, or hear in every scene: of the programme scene and, until its transition is over, of the one before it. */
export class OnAir {
  #sceneId: string | null = null;
  #on: ReadonlySet<string> = new Set();
  #leaving: ReadonlySet<string> = new Set();

  apply({ sources, scenes }: Pick<SceneCollection, 'sources' | 'scenes'>, programmeSceneId: string): void {
    const isSwitch = this.#sceneId !== null && this.#sceneId !== programmeSceneId;
    if (isSwitch) this.#leaving = new Set([...this.#leaving, ...this.#on]);
    this.#sceneId = programmeSceneId;
    const everywhere = sources.filter(({ isHeardEverywhere, sound }) => isHeardEverywhere && sound !== null);
    this.#on = new Set([...shownSources(scenes, programmeSceneId), ...everywhere.map(({ id }) => id)]);
  }

  /** The worker says that this scene is on, its transition being over. */
  told(sceneId: string): void {
    if (sceneId === this.#sceneId) this.#leaving = new Set();
  }

  has(sourceId: string): boolean {
    return this.#on.has(sourceId) || this.#leaving.has(sourceId);
  }
}
