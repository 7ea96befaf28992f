import { clockTime } from '../data/time-format.js';
import { el } from '../dom/el.js';
import { setText } from '../dom/set-text.js';
import { bufferedEnd } from '../playback/buffered-end.js';
import type { Playback } from '../playback/playback.js';
import { iconButton } from './icon-button.js';
import { LiveBadge } from './live-badge.js';
import type { PlayerActions } from './player-actions.js';
import { SettingsMenu } from './settings-menu.js';
import { Timeline } from './timeline.js';
import { Volume } from './volume.js';

export interface ControlBarOptions {
  readonly video: HTMLVideoElement;
  readonly actions: PlayerActions;
  readonly openHelp: () => void;
  readonly toggleStats: () => void;
}

/** The bar at the foot of the picture. It only shows what the video element and the playback say; it keeps no state. */
export class ControlBar {
  readonly element: HTMLElement;
  readonly #video: HTMLVideoElement;
  readonly #timeline: Timeline;
  readonly #play;
  readonly #volume: Volume;
  readonly #live: LiveBadge;
  readonly #time = el('span', { class: 'time' });
  readonly #settings: SettingsMenu;
  readonly #fullScreen;
  readonly #pictureInPicture;

  constructor({ video, actions, openHelp, toggleStats }: ControlBarOptions) {
    this.#video = video;
    this.#timeline = new Timeline((seconds) => {
      actions.seekTo(seconds);
    });
    this.#play = iconButton('play-button', 'K', () => {
      actions.togglePlay();
    });
    this.#volume = new Volume(actions);
    this.#live = new LiveBadge(() => {
      actions.goLive();
    });
    this.#settings = new SettingsMenu({ actions, video, toggleStats });
    const help = iconButton('help-button', '?', openHelp);
    help.show('Keyboard', 'help');
    this.#pictureInPicture = iconButton('pip-button', 'P', () => void actions.togglePictureInPicture());
    this.#pictureInPicture.show('Picture in picture', 'pictureInPicture');
    this.#pictureInPicture.element.hidden = !document.pictureInPictureEnabled;
    this.#fullScreen = iconButton('full-screen-button', 'F', () => void actions.toggleFullScreen());
    // a frame of another site may not be allowed to
    this.#fullScreen.element.hidden = !document.fullscreenEnabled && !('webkitEnterFullscreen' in video);
    this.element = el(
      'div',
      { class: 'controls', role: 'group', 'aria-label': 'Player controls' },
      this.#timeline.element,
      el(
        'div',
        { class: 'control-row' },
        this.#play.element,
        this.#volume.element,
        this.#live.element,
        this.#time,
        el('span', { class: 'spacer' }),
        this.#settings.element,
        help.element,
        this.#pictureInPicture.element,
        this.#fullScreen.element,
      ),
    );
  }

  /** True while a menu is open: the bar must stay. */
  get isBusy(): boolean {
    return this.#settings.isOpen;
  }

  /** `nowMs`: the origin's clock. `isInterrupted`: nothing is live, whatever the playlists say. */
  update(playback: Playback | null, nowMs: number, isInterrupted: boolean): void {
    const video = this.#video;
    this.#play.show(video.paused ? 'Play' : 'Pause', video.paused ? 'play' : 'pause');
    this.#volume.update(video.volume, video.muted);
    const full = document.fullscreenElement !== null;
    this.#fullScreen.show(full ? 'Leave full screen' : 'Full screen', full ? 'leaveFullScreen' : 'fullScreen');
    this.#settings.update(playback);
    const range = playback?.range() ?? null;
    this.#timeline.element.hidden = range === null;
    if (playback === null || range === null) return;
    const live = playback.isLive();
    const atEdge = live && video.currentTime >= range.end - playback.edgeToleranceSeconds();
    const programMs = playback.programTimeMs();
    const delaySeconds = programMs === null ? null : (nowMs - programMs) / 1000;
    this.#live.update({
      live: live && !isInterrupted,
      atEdge,
      delaySeconds: delaySeconds !== null && delaySeconds > 0 ? delaySeconds : null,
    });
    setText(
      this.#time,
      live
        ? atEdge
          ? ''
          : `−${clockTime(range.end - video.currentTime)}`
        : `${clockTime(video.currentTime - range.start)} / ${clockTime(range.end - range.start)}`,
    );
    this.#timeline.update({ range, live, atEdge, current: video.currentTime, bufferedEnd: bufferedEnd(video) });
  }
}
