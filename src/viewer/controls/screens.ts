import { el } from '../dom/el.js';
import { icon, type IconName } from '../dom/icon.js';
import { problemWords, type ProblemCode } from '../watch/problems.js';
import type { Screen } from '../watch/watch-state.js';

interface Card {
  readonly icon: IconName | 'spinner' | 'waves';
  readonly title: string;
  readonly advice: string;
  readonly button: { readonly label: string; readonly act: () => void } | null;
}

export interface ScreenActions {
  readonly watchFromStart: () => void;
  readonly tryAgain: () => void;
}

const problemIcons: Readonly<Record<ProblemCode, IconName>> = {
  'not-found': 'sleep',
  unreadable: 'broken',
  connection: 'offline',
  'not-yet': 'sleep',
  'media-missing': 'broken',
  'media-broken': 'broken',
  unsupported: 'broken',
  interrupted: 'offline',
  'nothing-recorded': 'sleep',
};

/** What is said over the picture, if anything; also read out. */
function cardOf(screen: Screen, actions: ScreenActions): Card | null {
  switch (screen.kind) {
    case 'opening':
      return { icon: 'spinner', title: '', advice: '', button: null };
    case 'waiting':
      return {
        icon: 'waves',
        title: 'The stream is about to begin',
        advice: 'This page starts by itself.',
        button: null,
      };
    case 'playing':
      switch (screen.overlay) {
        case 'none':
          return null;
        case 'buffering':
          return { icon: 'spinner', title: '', advice: '', button: null };
        case 'paused-stream':
          return {
            icon: 'waves',
            title: 'The stream is paused',
            advice: 'It will go on here by itself.',
            button: null,
          };
        case 'interrupted':
          return { ...problemCard('interrupted', actions), button: fromStart(actions) };
        case 'connection':
          return problemCard('connection', actions);
      }
      break;
    case 'finished':
      return screen.of === 'stream'
        ? {
            icon: 'sleep',
            title: 'The stream has ended',
            advice: 'Thank you for watching.',
            button: fromStart(actions),
          }
        : { icon: 'replay', title: '', advice: '', button: { label: 'Watch again', act: actions.watchFromStart } };
    case 'problem':
      return problemCard(screen.problem, actions);
  }
  return null;
}

function fromStart(actions: ScreenActions): Card['button'] {
  return { label: 'Watch from the start', act: actions.watchFromStart };
}

function problemCard(problem: ProblemCode, actions: ScreenActions): Card {
  const { title, advice, button } = problemWords[problem];
  const act =
    problem === 'unreadable'
      ? () => {
          location.reload();
        }
      : actions.tryAgain;
  return { icon: problemIcons[problem], title, advice, button: button === null ? null : { label: button, act } };
}

function picture(name: Card['icon']): Node {
  if (name === 'spinner') return el('div', { class: 'spinner' });
  if (name === 'waves') return el('div', { class: 'waves' }, el('i', {}), el('i', {}), el('i', {}));
  return el('div', { class: 'card-icon' }, icon(name));
}

/** The layer over the picture: waiting, buffering, paused, ended, trouble. Changes are read out politely. */
export class Screens {
  readonly element = el('div', { class: 'screens', role: 'status' });
  readonly #actions: ScreenActions;
  #shown = '';

  constructor(actions: ScreenActions) {
    this.#actions = actions;
  }

  update(screen: Screen): void {
    const key = JSON.stringify(screen);
    if (key === this.#shown) return;
    this.#shown = key;
    const card = cardOf(screen, this.#actions);
    if (card === null) {
      this.element.replaceChildren();
      return;
    }
    const content = el('div', { class: `card card-${card.icon}` }, picture(card.icon));
    if (card.icon === 'spinner') content.append(el('p', { class: 'visually-hidden' }, 'Loading'));
    if (card.title !== '') content.append(el('p', { class: 'card-title' }, card.title));
    if (card.advice !== '') content.append(el('p', { class: 'card-advice' }, card.advice));
    if (card.button !== null) {
      const button = el('button', { type: 'button', class: 'pill-button' }, card.button.label);
      button.addEventListener('click', card.button.act);
      content.append(button);
    }
    this.element.replaceChildren(content);
  }
}
