import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import type { Playback } from '../playback/playback.js';
import { qualityNames } from '../playback/quality-names.js';
import { statsWords } from '../stats/stats-words.js';
import { iconButton } from './icon-button.js';
import { MenuButton } from './menu-button.js';
import type { PlayerActions } from './player-actions.js';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

interface Choice {
  readonly label: string;
  readonly checked: boolean;
  readonly choose: () => void;
}

export interface SettingsMenuOptions {
  readonly actions: PlayerActions;
  readonly video: HTMLVideoElement;
  readonly toggleStats: () => void;
}

/** The menu of quality, (in recordings) speed, and the figures about both. */
export class SettingsMenu {
  readonly #button = iconButton('settings-button', null, () => undefined);
  readonly #label = el('span', { class: 'settings-label' });
  readonly #menu: MenuButton;
  readonly #actions: PlayerActions;
  readonly #video: HTMLVideoElement;
  readonly #stats: HTMLElement;
  #playback: Playback | null = null;
  #shown = '';

  constructor({ actions, video, toggleStats }: SettingsMenuOptions) {
    this.#actions = actions;
    this.#video = video;
    this.#button.show('Quality', 'settings');
    this.#button.element.append(this.#label);
    this.#menu = new MenuButton({
      button: this.#button.element,
      id: 'settings-menu',
      name: 'Quality and speed',
      className: 'settings',
    });
    this.element.hidden = true;
    const stats = el('button', { type: 'button', class: 'menu-item', role: 'menuitem', tabindex: -1 }, icon('check'));
    stats.append(statsWords.title);
    stats.addEventListener('click', () => {
      this.#menu.close();
      toggleStats();
    });
    this.#stats = el('div', { class: 'menu-group', role: 'group', 'aria-label': statsWords.group }, stats);
  }

  get element(): HTMLElement {
    return this.#menu.element;
  }

  get isOpen(): boolean {
    return this.#menu.isOpen;
  }

  update(playback: Playback | null): void {
    this.#playback = playback;
    const qualities = playback?.qualities() ?? [];
    const names = qualityNames(qualities);
    const current = playback?.currentQuality() ?? null;
    const currentName = current === null ? '' : (names.get(current) ?? '');
    const chosen = playback?.chosenQuality() ?? null;
    const speed = playback?.isLive() === true ? null : this.#video.playbackRate;
    this.element.hidden = playback === null;
    // Built anew only when something shown in it has changed: it must not lose the focus while it is open.
    const shown = JSON.stringify([[...names], currentName, chosen, speed]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#label.textContent = currentName;
    this.#button.element.setAttribute('aria-label', currentName === '' ? 'Quality' : `Quality ${currentName}`);
    const groups = [];
    if (playback !== null && qualities.length > 0) {
      const auto = chosen === null && currentName !== '' ? `Auto (${currentName})` : 'Auto';
      groups.push(
        this.#group('Quality', [
          { label: auto, checked: chosen === null, choose: () => playback.choose(null) },
          ...qualities.map(({ id }) => ({
            label: names.get(id) ?? '',
            checked: chosen === id,
            choose: () => playback.choose(id),
          })),
        ]),
      );
    }
    if (speed !== null) {
      groups.push(
        this.#group(
          'Speed',
          speeds.map((value) => ({
            label: value === 1 ? 'Normal' : `${value}×`,
            checked: speed === value,
            choose: () => {
              this.#actions.setSpeed(value);
            },
          })),
        ),
      );
    }
    this.#menu.fill(...groups, this.#stats);
  }

  #group(name: string, choices: readonly Choice[]): HTMLElement {
    const items = choices.map((choice) => {
      const item = el(
        'button',
        {
          type: 'button',
          class: 'menu-item',
          role: 'menuitemradio',
          'aria-checked': String(choice.checked),
          tabindex: -1,
        },
        icon('check'),
        choice.label,
      );
      item.addEventListener('click', () => {
        choice.choose();
        this.#menu.close();
        this.update(this.#playback);
      });
      return item;
    });
    return el('div', { class: 'menu-group', role: 'group', 'aria-label': name }, ...items);
  }
}
