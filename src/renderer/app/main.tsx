import './zod-without-eval.js';
import '@fontsource-variable/inter/wght.css';
import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { feedPath } from '../../shared/feed.js';
import type { Notice } from '../../shared/studio-state.js';
import { createStudioMedia } from '../media/page/create-studio-media.js';
import { beginScenes } from '../stores/begin-scenes.js';
import { driveMedia } from '../stores/drive-media.js';
import { SceneContext } from '../stores/scene-context.js';
import { StudioClient } from '../stores/studio-client.js';
import { StudioContext } from '../stores/studio-context.js';
import { StudioMediaContext } from '../stores/studio-media-context.js';
import { announceOutside } from '../features/desktop/announce-outside.js';
import { announceNotices, type TellOutside } from '../stores/announce-notices.js';
import { announceTrouble } from '../stores/announce-trouble.js';
import { usePageNotices } from '../stores/page-notices.js';
import { useToasts } from '../stores/toast-store.js';
import { createStudioStore } from '../stores/studio-store.js';
import { createTrpcLink } from '../stores/trpc-link.js';
import { shareByPicker } from '../features/capture-picker/share-by-picker.js';
import { announceCaptures } from './announce-captures.js';
import { App } from './app.js';
import { desktopHost } from './desktop-host.js';
import { engineOrigin } from './engine-origin.js';
import { holdCanvas } from './hold-canvas.js';
import { isSessionOpen, openSession, takeToken } from './session.js';
import { followTheme } from './theme.js';
import { wordsFor } from './words.js';

const token = takeToken();
if (token !== null) await openSession(token);

const sockets = engineOrigin(window.location).replace(/^http/, 'ws');
const link = createTrpcLink({ url: `${sockets}/trpc` });
const client = new StudioClient({ link, isAuthorized: isSessionOpen });
const store = createStudioStore(client);
followTheme(store);
const scenes = beginScenes(client, store);
const media = createStudioMedia({
  feedUrl: `${sockets}${feedPath}`,
  assetUrl: (assetId) => `/api/assets/${assetId}`,
  ...(desktopHost !== null && { getDisplayMedia: shareByPicker({ host: desktopHost }) }),
  desktop: desktopHost,
});
const tellOutside: TellOutside =
  desktopHost === null ? () => undefined : announceOutside({ host: desktopHost, store, scenes, media });
announceNotices(store, tellOutside);
const tell = (notice: Omit<Notice, 'id'>) => {
  const { level, reason } = notice;
  const words = wordsFor(reason.code, reason.details);
  useToasts.getState().show({ level, words });
  tellOutside(notice, words);
  usePageNotices.getState().add(notice);
};
announceTrouble({ media, tell });
announceCaptures({ media, scenes, tell, nowMs: () => Date.now() });
driveMedia(media, scenes);
holdCanvas({ scenes, store, media });
client.start();

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <StudioContext value={{ client, store }}>
        <SceneContext value={scenes}>
          <StudioMediaContext value={media}>
            <App />
          </StudioMediaContext>
        </SceneContext>
      </StudioContext>
    </StrictMode>,
  );
}
