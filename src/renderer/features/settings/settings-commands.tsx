import { Info, SlidersHorizontal, type LucideIcon } from 'lucide-react';
import { goTo } from '../../app/use-route.js';
import { useStudio } from '../../stores/studio-context.js';
import { usePaletteCommands, type PaletteCommand } from '../palette/commands.js';
import { settingIndex } from './setting-index.js';
import { settingsWords as words } from './settings-words.js';

const sections = [
  'general',
  'destinations',
  'relays',
  'inputs',
  'video',
  'audio',
  'hotkeys',
  'storage',
  'network',
  'stream',
] as const;

/** The settings in the command palette: each by its name, their sections, every destination and relay, and what runs here. Shows nothing. */
export function SettingsCommands() {
  const { store } = useStudio();
  usePaletteCommands(() => {
    const { destinations = [], relays = [] } = store.getState().state ?? {};
    return [
      ...sections.map((section) => command(section, words[section], words.find, section)),
      ...settingIndex.map(({ title, lead, group }) =>
        // the page's own search finds it: nothing else is in sight
        command(
          `find-${group}-${title}`,
          group === words.hotkeys ? words.hotkeyFor(title) : title,
          `${group} ${lead}`,
          'find',
          title,
        ),
      ),
      ...destinations.map(({ id, config }) =>
        command(`destination-${id}`, config.name, words.destinationsFind, 'destinations', id),
      ),
      ...relays.map(({ id, config }) => command(`relay-${id}`, config.name, words.relaysFind, 'relays', id)),
      command('about', words.aboutTitle, 'version ffmpeg encoders', 'about', undefined, Info),
    ];
  });
  return null;
}

function command(
  id: string,
  title: string,
  keywords: string,
  section: string,
  rest?: string,
  icon: LucideIcon = SlidersHorizontal,
): PaletteCommand {
  const run = () => goTo('settings', section, ...(rest === undefined ? [] : [rest]));
  // as an element's id it has no blanks
  return { id: `settings-${id.replaceAll(/\W+/g, '-')}`, title, group: words.palette, icon, keywords, run };
}
