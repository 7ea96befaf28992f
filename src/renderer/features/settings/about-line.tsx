import { useEffect, useRef } from 'react';
import { desktopHost } from '../../app/desktop-host.js';
import { useEngineState } from '../../stores/studio-context.js';
import { settingsWords } from './settings-words.js';

/** What runs here, for those who are asked for it in a bug report. */
export function AboutLine({ isWanted }: { readonly isWanted: boolean }) {
  const line = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isWanted) line.current?.focus();
  }, [isWanted]);
  const { version, platform, ffmpeg, encoders } = useEngineState((state) => state.engine);
  const facts = [
    settingsWords.about.name(version),
    platform,
    ffmpeg === null ? settingsWords.about.noFfmpeg : `ffmpeg ${ffmpeg.version} (${ffmpeg.source})`,
    encoders.join(', '),
    desktopHost === null
      ? ''
      : settingsWords.about.electron(desktopHost.versions.electron, desktopHost.versions.chrome),
  ];
  return (
    <p ref={line} tabIndex={-1} className="outline-none px-1 pb-4 text-xs text-muted">
      {facts.filter((fact) => fact !== '').join(' · ')}
    </p>
  );
}
