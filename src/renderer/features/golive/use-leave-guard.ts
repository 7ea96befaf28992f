import { useEffect } from 'react';
import { isSending } from '../../app/is-on-air.js';
import { useScenes, useSceneStudio } from '../../stores/scene-context.js';
import { useMedia } from '../../stores/studio-media-context.js';

/** While the show is sent, or scenes are not saved, the browser asks before it closes or reloads the page. What can be saved is, meanwhile. */
export function useLeaveGuard(): void {
  const scenes = useSceneStudio();
  const isSent = useMedia(({ feed }) => feed.status !== 'connecting' && isSending(feed));
  const isUnsaved = useScenes(({ saving }) => saving !== 'saved');
  useEffect(() => {
    if (!isSent && !isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault();
      void scenes.flush();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSent, isUnsaved, scenes]);
}
