import { expect, test, vi } from 'vitest';
import type { StudioGlance } from '../shared/studio-glance.js';
import { trayMenu, trayStanding } from './tray-menu.js';

const glance: StudioGlance = {
  show: 'live',
  isPaused: false,
  isSharing: false,
  microphones: 'heard',
  link: 'https://example.org/live',
};
const actions = () => ({
  open: vi.fn(),
  toggleShow: vi.fn(),
  muteMicrophones: vi.fn(),
  copyLink: vi.fn<(link: string) => void>(),
  quit: vi.fn(),
});
const offered = (shown: StudioGlance | null) =>
  trayMenu('live', shown, actions())
    .filter(({ enabled, type }) => enabled !== false && type !== 'separator')
    .map(({ label }) => label);

test('says what is on as the engine has it, and that it is paused as the page has', () => {
  expect(trayStanding('off', glance)).toBe('Nothing is on');
  expect(trayStanding('recording', null)).toBe('Recording');
  expect(trayStanding('rehearsal', glance)).toBe('Rehearsal');
  expect(trayStanding('live', { ...glance, isPaused: true })).toBe('Paused: viewers see the slate');
  // what is over is not paused
  expect(trayStanding('off', { ...glance, isPaused: true })).toBe('Nothing is on');
});

test('offers what can be done', () => {
  expect(offered(null)).toEqual(['Show the studio', 'Quit Headwater']);
  expect(offered(glance)).toEqual([
    'Show the studio',
    'End the broadcast…',
    'Mute all microphones',
    'Copy the link for viewers',
    'Quit Headwater',
  ]);
  const bare = offered({ show: 'changing', isPaused: false, isSharing: false, microphones: 'none', link: null });
  expect(bare).toEqual(['Show the studio', 'Quit Headwater']);
  expect(offered({ ...glance, show: 'leaving' })).toContain('Go on: do not end it');
});

test('copies the link that is shown, and shows whether microphones are muted', () => {
  const does = actions();
  const items = trayMenu('live', { ...glance, microphones: 'muted' }, does);
  const click = (label: string) => (items.find((item) => item.label === label)?.click as () => void)();
  click('Copy the link for viewers');
  expect(does.copyLink).toHaveBeenCalledWith('https://example.org/live');
  click('End the broadcast…');
  expect(does.toggleShow).toHaveBeenCalledOnce();
  expect(items.find(({ type }) => type === 'checkbox')).toMatchObject({ checked: true });
});
