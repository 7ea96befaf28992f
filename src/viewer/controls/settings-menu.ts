import { el } from '../dom/el.js';
import { icon } from '../dom/icon.js';
import type { Playback } from '../playback/playback.js';
import { qualityNames } from '../playback/quality-names.js';
import { iconButton } from './icon-button.js';
import type { PlayerActions } from './player-actions.js';

const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

interface Choice {
  readonly label: string;
  readonly checked: boolean;
  readonly choose: () => void;
}

/** The menu of quality and (in recordings) speed. A menu button after the ARIA authoring practices. */
export class SettingsMenu {
  readonly element: HTMLElement;
  readonly #button;
  readonly #label = el('span', { class: 'settings-label' });
  readonly #menu: HTMLElement;
  readonly #actions: PlayerActions;
  readonly #video: HTMLVideoElement;
  #playback: Playback | null = null;
  #shown = '';

  constructor(actions: PlayerActions, video: HTMLVideoElement) {
    this.#actions = actions;
    this.#video = video;
    this.#button = iconButton('settings-button', null, () => {
      this.#toggle(!this.isOpen);
    });
    this.#button.show('Quality', 'settings');
    this.#button.element.append(this.#label);
    this.#menu = el('div', {
      class: 'menu',
      role: 'menu',
      id: 'settings-menu',
      'aria-label': 'Quality and speed',
      hidden: true,
    });
    this.#button.element.setAttribute('aria-haspopup', 'menu');
    this.#button.element.setAttribute('aria-expanded', 'false');
    this.#button.element.setAttribute('aria-controls', 'settings-menu');
    this.element = el('div', { class: 'settings', hidden: true }, this.#button.element, this.#menu);
    this.#menu.addEventListener('keydown', (event) => {
      this.#onKey(event);
    });
    document.addEventListener('pointerdown', (event) => {
      if (event.target instanceof Node && !this.element.contains(event.target)) this.#toggle(false);
    });
    this.element.addEventListener('focusout', (event) => {
      if (event.relatedTarget instanceof Node && !this.element.contains(event.relatedTarget)) this.#toggle(false);
    });
  }

  get isOpen(): boolean {
    return this.#menu.hidden === false;
  }

  update(playback: Playback | null): void {
    this.#playback = playback;
    const qualities = playback?.qualities() ?? [];
    const names = qualityNames(qualities);
    const current = playback?.currentQuality() ?? null;
    const currentName = current === null ? '' : (names.get(current) ?? '');
    const chosen = playback?.chosenQuality() ?? null;
    const speed = playback?.isLive() === true ? null : this.#video.playbackRate;
    this.element.hidden = playback === null || (qualities.length === 0 && speed === null);
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
    const focused = this.#items().findIndex((item) => item === document.activeElement);
    this.#menu.replaceChildren(...groups);
    if (focused >= 0) this.#items()[focused]?.focus();
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
        this.#toggle(false);
        this.#button.element.focus();
        this.update(this.#playback);
      });
      return item;
    });
    return el('div', { class: 'menu-group', role: 'group', 'aria-label': name }, ...items);
  }

  #items(): HTMLElement[] {
    return [...this.#menu.querySelectorAll<HTMLElement>('[role="menuitemradio"]')];
  }

  #toggle(open: boolean): void {
    if (open === this.isOpen) return;
    this.#menu.hidden = !open;
    this.#button.element.setAttribute('aria-expanded', String(open));
    if (open) (this.#items().find((item) => item.ariaChecked === 'true') ?? this.#items()[0])?.focus();
  }

  #onKey(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.findIndex((item) => item === document.activeElement);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const next = steps[event.key];
    if (next !== undefined) items.at(next % items.length)?.focus();
    else if (event.key === 'Escape') {
      this.#toggle(false);
      this.#button.element.focus();
    } else return;
    event.preventDefault();
  }
}
