import { ControlBar } from '../controls/control-bar.js';
import { HelpDialog } from '../controls/help-dialog.js';
import { Idle } from '../controls/idle.js';
import { listenToKeys } from '../controls/keyboard.js';
import { PlayerActions } from '../controls/player-actions.js';
import { Screens } from '../controls/screens.js';
import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import { StatsPanel } from '../stats/stats-panel.js';
import type { PlayOutcome } from '../watch/begin-playing.js';
import { WatchSession, type Watched } from '../watch/watch-session.js';
import { describeToSystem } from './media-session.js';

const videoEvents = [
  'timeupdate',
  'progress',
  'volumechange',
  'play',
  'pause',
  'playing',
  'ratechange',
  'durationchange',
  'seeking',
  'seeked',
] as const;

/** The player: picture, what is said over it, controls and keys. Shows one broadcast at a time. */
export class PlayerView {
  readonly element: HTMLElement;
  readonly #video = el('video', { class: 'video', playsinline: true, preload: 'auto', tabindex: -1 });
  readonly #onChange: (session: WatchSession) => void;
  readonly #actions: PlayerActions;
  readonly #screens: Screens;
  readonly #controls: ControlBar;
  readonly #soundButton: HTMLButtonElement;
  readonly #playButton: HTMLButtonElement;
  #session: WatchSession | null = null;
  #outcome: PlayOutcome = 'interrupted';
  #idle = false;
  #begin: (() => void) | null = null;

  /** `onChange`: the broadcast's own data or its screen may have changed. */
  constructor(onChange: (session: WatchSession) => void) {
    this.#onChange = onChange;
    this.element = el('section', { class: 'player', 'aria-label': 'Player' });
    this.#actions = new PlayerActions(this.#video, this.element, () => this.#session);
    const help = new HelpDialog();
    const openHelp = (): void => {
      help.open();
    };
    this.#screens = new Screens({
      watchFromStart: () => {
        this.watchFromStart();
      },
      tryAgain: () => this.#session?.tryAgain(),
    });
    const stats = new StatsPanel(this.#video, () => this.#session);
    const toggleStats = (): void => {
      stats.toggle();
    };
    const targets = { actions: this.#actions, openHelp, toggleStats };
    this.#controls = new ControlBar({ ...targets, video: this.#video });
    this.#soundButton = el(
      'button',
      { type: 'button', class: 'sound-button', hidden: true },
      icon('soundOff'),
      'Tap for sound',
    );
    this.#playButton = el(
      'button',
      { type: 'button', class: 'big-play', hidden: true, 'aria-label': 'Play' },
      icon('play'),
    );
    this.#soundButton.addEventListener('click', () => {
      this.#unmute();
    });
    this.#playButton.addEventListener('click', () => {
      if (this.#begin === null) this.#actions.play();
      else this.#begin();
    });
    this.element.append(
      this.#video,
      this.#screens.element,
      stats.element,
      this.#playButton,
      this.#controls.element,
      this.#soundButton,
      help.element,
    );
    const idle = new Idle(this.element, (isIdle) => {
      this.#idle = isIdle;
      this.#update();
    });
    this.#video.addEventListener('click', (event) => {
      this.#onClick(event, idle);
    });
    this.#video.addEventListener('dblclick', () => void this.#actions.toggleFullScreen());
    listenToKeys(targets, () => {
      idle.wake();
    });
    for (const type of videoEvents) this.#video.addEventListener(type, this.#update);
    document.addEventListener('fullscreenchange', this.#update);
    // A paused live stream falls behind without any event of the video.
    setInterval(this.#update, 1_000);
    idle.wake();
  }

  /** Plays the recording of the broadcast on screen. */
  watchFromStart(): void {
    this.#tryWithSound();
    this.#session?.watchAt(0);
  }

  get session(): WatchSession | null {
    return this.#session;
  }

  /** Offers to begin: nothing is loaded before the viewer wants it. */
  offer(poster: string | null, begin: () => void): void {
    this.#begin = begin;
    if (poster !== null) this.#video.setAttribute('poster', poster);
    this.element.dataset['screen'] = 'offer';
    this.#controls.element.hidden = true;
    this.#playButton.hidden = false;
  }

  /** Watches this broadcast instead of what was there. */
  open(what: Watched): void {
    this.close();
    this.#begin = null;
    this.#tryWithSound();
    const session = new WatchSession({
      ...what,
      video: this.#video,
      onChange: () => {
        if (this.#session !== session) return;
        this.#update();
        this.#onChange(session);
      },
      onPlayOutcome: (outcome) => {
        this.#outcome = outcome;
        this.#update();
      },
    });
    this.#session = session;
    session.start();
    this.#update();
  }

  /** Stops watching. */
  close(): void {
    this.#session?.stop();
    this.#session = null;
    this.#video.removeAttribute('poster');
  }

  /** Takes back a mute that was the browser's wish and not the viewer's. */
  #tryWithSound(): void {
    if (this.#outcome === 'muted') this.#video.muted = false;
  }

  #unmute(): void {
    this.#video.muted = false;
    this.#outcome = 'sound';
    this.#actions.play();
    this.#update();
  }

  #onClick(event: MouseEvent, idle: Idle): void {
    const touch = event instanceof PointerEvent && event.pointerType === 'touch';
    if (!this.#soundButton.hidden) this.#unmute();
    else if (!touch) this.#actions.togglePlay();
    else if (this.element.classList.contains('is-idle')) idle.wake();
    else idle.sleep();
  }

  readonly #update = (): void => {
    const session = this.#session;
    if (session === null) return;
    const video = this.#video;
    const { screen } = session;
    const { poster } = session;
    if (poster !== null && video.getAttribute('poster') !== poster) video.setAttribute('poster', poster);
    const playing = screen.kind === 'playing';
    const covered = playing && screen.overlay !== 'none' && screen.overlay !== 'buffering';
    this.element.dataset['screen'] = covered ? 'overlay' : screen.kind;
    this.#screens.update(screen);
    this.#soundButton.hidden = !(playing && !covered && video.muted && this.#outcome === 'muted');
    this.#playButton.hidden = !(playing && !covered && video.paused && this.#outcome === 'refused');
    // after the end, too: the recording is there to be gone through
    this.#controls.element.hidden = !playing && screen.kind !== 'finished';
    const idle = this.#idle && playing && !video.paused && !this.#controls.isBusy;
    this.element.classList.toggle('is-idle', idle);
    this.#controls.update(session.playback, session.clock.now(Date.now()), session.state.interrupted);
    describeToSystem(session.state.broadcast);
  };
}
