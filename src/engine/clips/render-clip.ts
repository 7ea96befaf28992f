import type { ClipJson } from '../../shared/clips.js';
import { fileNames } from '../archive/layout.js';
import { renderMasterPlaylist } from '../package/master-playlist.js';
import { renderMediaPlaylist } from '../package/media-playlist.js';
import { RenditionTimeline } from '../package/rendition-timeline.js';
import { masterVariants } from '../publish/master-variants.js';
import { renderViewerPage } from '../publish/viewer-page.js';
import type { ClipSelection } from './select-clip.js';

/** A clip's folder, below its broadcast's. */
export function clipFolder(clipId: string): string {
  return `clips/${clipId}`;
}

export const clipJsonName = 'clip.json';
export const clipPageName = 'index.html';

/** A file of a clip's folder. */
export interface ClipFile {
  readonly name: string;
  readonly content: string;
}

/**
 * The playlists of a clip, in the order in which they are written: media, then the master that names them. They name the
 * broadcast's own segments; nothing is copied. All is final: VOD, and the master says exactly what is there.
 */
export function renderClipPlaylists(selection: ClipSelection, targetDurationSeconds: number): ClipFile[] {
  const media = selection.renditions.map(({ row, segments }) => ({
    name: `${row.name}.m3u8`,
    content: renderMediaPlaylist({
      segments,
      timescale: row.timescale,
      targetDurationSeconds,
      discontinuitySequence: 0,
      ended: true,
      folder: `../../${row.name}/`,
    }),
  }));
  const timelines = selection.renditions.map(
    ({ row, segments }) =>
      new RenditionTimeline(
        row,
        segments.map((each, sequence) => ({ ...each, sequence })),
      ),
  );
  const variants = masterVariants(timelines, { targetDurationSeconds, ended: true });
  const content = renderMasterPlaylist({ ...variants, base: '', mediaFile: null });
  return [...media, { name: fileNames.master, content }];
}

/** What a viewer opens, and what its script reads: last, so that whoever has the link finds all of it. */
export function renderClipPage(clip: ClipJson, template: string): ClipFile {
  const { title, channelName } = clip;
  const content = renderViewerPage({
    template,
    kind: 'clip',
    rootPath: '../../../../',
    title,
    description: `${title} on ${channelName}`,
    channelName,
    links: null,
    poster: null,
  });
  return { name: clipPageName, content };
}

export function renderClipJson(clip: ClipJson): ClipFile {
  return { name: clipJsonName, content: `${JSON.stringify(clip)}\n` };
}
