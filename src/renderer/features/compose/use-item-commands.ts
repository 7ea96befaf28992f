import { useSceneStudio } from '../../stores/scene-context.js';
import { usePaletteCommands } from '../palette/commands.js';
import { paletteWords } from '../palette/palette-words.js';
import { itemCommands } from './item-commands.js';

/** Offers in the palette what can be done with what is selected. */
export function useItemCommands(): void {
  const scenes = useSceneStudio();
  usePaletteCommands(() =>
    itemCommands(scenes)
      .flat()
      .map((command) => ({ ...command, id: `item-${command.id}`, group: paletteWords.groups.edit })),
  );
}
