import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { studioInputId } from '../shared/feed.js';
import { assignChanges } from './assign-changes.js';
import type { Clock } from './clock.js';
import type { Database } from './database/database.js';
import type { Logger } from './log/logger.js';
import { writtenPerSecond } from './library/disk-room.js';
import { AssetStore } from './scenes/assets/asset-store.js';
import { SceneDesk } from './scenes/scene-desk.js';
import { SceneFiles } from './scenes/scene-files.js';
import { SqliteSceneStore } from './scenes/sqlite-scene-store.js';
import { addAssetRoutes } from './serve/asset-routes.js';
import { addSceneRoutes } from './serve/scene-routes.js';
import type { StateStore } from './serve/studio-api.js';

export interface ScenesRequest {
  readonly dataDir: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly state: StateStore;
}

export interface SceneParts {
  readonly scenes: SceneDesk;
  readonly files: SceneFiles;
  /** The files of scenes, for the studio server. */
  readonly sceneRoutes: (scope: FastifyInstance) => void;
}

/** Builds what keeps scene collections and their files. */
export function buildScenes(request: ScenesRequest): SceneParts {
  const { dataDir, state } = request;
  const store = new SqliteSceneStore(request);
  const assets = new AssetStore({
    ...request,
    folder: path.join(dataDir, 'assets'),
    bytesPerSecond: () => writtenPerSecond(state.get()),
  });
  const onScenes: ConstructorParameters<typeof SceneDesk>[0]['onScenes'] = (scenes) =>
    state.update((draft) => assignChanges(draft, { scenes }, state.get()));
  const scenes = new SceneDesk({
    ...{ ...request, store, assets, onScenes },
    isOnAir: () => {
      const programme = state.get().broadcast?.programme;
      return programme?.kind === 'encoder' && programme.inputId === studioInputId;
    },
  });
  const files = new SceneFiles({ ...request, store, assets, desk: scenes });
  return {
    scenes,
    files,
    sceneRoutes: (scope) => {
      addAssetRoutes(scope, assets);
      addSceneRoutes(scope, files);
    },
  };
}
