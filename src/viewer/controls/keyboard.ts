import type { PlayerActions } from './player-actions.js';

/** Keys as the help shows them. */
export const shortcuts: readonly { readonly keys: readonly string[]; readonly does: string }[] = [
  { keys: ['Space', 'K'], does: 'Play or pause' },
  { keys: ['←', '→'], does: 'Back or forward 5 seconds' },
  { keys: ['↑', '↓'], does: 'Louder or quieter' },
  { keys: ['M'], does: 'Sound off or on' },
  { keys: ['F'], does: 'Full screen' },
  { keys: ['P'], does: 'Picture in picture' },
  { keys: ['L'], does: 'Go live' },
  { keys: ['0', '–', '9'], does: 'Jump in a recording' },
  { keys: ['S'], does: 'Stats for nerds' },
  { keys: ['?'], does: 'This help' },
];

export interface KeyTargets {
  readonly actions: PlayerActions;
  readonly openHelp: () => void;
  readonly toggleStats: () => void;
}

/** What a key does; null: nothing. Pure. */
function actionOfKey(key: string, { actions, openHelp, toggleStats }: KeyTargets): (() => void) | null {
  if (/^[0-9]$/.test(key)) {
    return () => {
      actions.seekToFraction(Number(key) / 10);
    };
  }
  switch (key.toLowerCase()) {
    case ' ':
    case 'k':
      return () => {
        actions.togglePlay();
      };
    case 'arrowleft':
      return () => {
        actions.seekBy(-5);
      };
    case 'arrowright':
      return () => {
        actions.seekBy(5);
      };
    case 'arrowup':
      return () => {
        actions.changeVolume(0.1);
      };
    case 'arrowdown':
      return () => {
        actions.changeVolume(-0.1);
      };
    case 'm':
      return () => {
        actions.toggleMute();
      };
    case 'f':
      return () => void actions.toggleFullScreen();
    case 'p':
      return () => void actions.togglePictureInPicture();
    case 'l':
      return () => {
        actions.goLive();
      };
    case 's':
      return toggleStats;
    case '?':
      return openHelp;
    default:
      return null;
  }
}

/**
 * Listens on the whole page. Keys that mean something to the control in focus stay its own: Space and Enter on buttons and
 * links, arrows in menus and sliders other than the timeline.
 */
export function listenToKeys(targets: KeyTargets, onUse: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('dialog, [role="menu"]')) return;
    if (event.key === ' ' && target?.closest('button, a')) return;
    const vertical = event.key === 'ArrowUp' || event.key === 'ArrowDown';
    if (event.key.startsWith('Arrow') && target?.closest('input.volume-slider')) return;
    // Up and down scroll the page unless the player has the focus.
    if (vertical && target?.closest('.player') === null && document.fullscreenElement === null) return;
    const act = actionOfKey(event.key, targets);
    if (act === null) return;
    event.preventDefault();
    act();
    onUse();
  });
}
