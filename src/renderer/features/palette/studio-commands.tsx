import {
  Cable,
  Clapperboard,
  FilePlus,
  FolderOpen,
  LayoutTemplate,
  Layers,
  RotateCcw,
  SlidersHorizontal,
} from 'lucide-react';
import { goTo, routes } from '../../app/use-route.js';
import { labelsOf } from '../../scenes/history.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { editedSceneOf } from '../../stores/scene-store.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { useStudio } from '../../stores/studio-context.js';
import { hotkeyText } from '../scenes/hotkey.js';
import { useCollections } from '../scenes/use-collections.js';
import { useSceneActions } from '../scenes/use-scene-actions.js';
import { sourceKinds, sourceTypes } from '../sources/source-kinds.js';
import { useAddSource } from '../sources/use-add-source.js';
import { useInspected } from '../compose/inspected.js';
import { useStageOptions } from '../stage/stage-options.js';
import { usePaletteCommands, type PaletteCommand } from './commands.js';
import { paletteWords as words } from './palette-words.js';

const pageIcons = { studio: LayoutTemplate, encoder: Cable, library: Clapperboard, settings: SlidersHorizontal };
const { groups } = words;

/** What the palette offers of pages, scenes, sources and the stage. Shows nothing. */
export function StudioCommands() {
  const scenes = useSceneStudio();
  const { store } = useStudio();
  const media = useStudioMedia();
  const actions = useSceneActions();
  const collections = useCollections();
  const add = useAddSource();
  /** On the studio's page, where it can be seen. */
  const inStudio = (run: () => void) => () => {
    goTo('studio');
    run();
  };

  usePaletteCommands(() => {
    const view = scenes.store.getState();
    const { collection } = scenes;
    if (collection === null || view.history === null) return pages();
    const labels = labelsOf(view.history);
    const items = editedSceneOf(view)?.items ?? [];
    const options = useStageOptions.getState();
    return [
      ...collection.scenes.map(({ id, name, hotkey }, index) => ({
        id: `scene-${id}`,
        title: words.show(name),
        group: groups.scenes,
        icon: LayoutTemplate,
        ...(hotkey !== null ? { keys: hotkeyText(hotkey) } : index < 9 && { keys: String(index + 1) }),
        run: () => actions.show({ id, name }),
      })),
      ...collection.sources.map(({ id, name, kind }) => ({
        id: `source-${id}`,
        title: words.select(name),
        group: groups.sources,
        icon: sourceKinds[kind.type].icon,
        run: inStudio(() => {
          const item = items.find(({ sourceId }) => sourceId === id);
          scenes.select(item === undefined ? [] : [item.id]);
          useInspected.getState().inspect(item === undefined ? id : null);
        }),
      })),
      ...collection.sources
        .filter(({ kind }) => kind.type === 'media' && kind.assetId !== null)
        .map(({ id, name }) => ({
          id: `start-over-${id}`,
          title: words.startOver(name),
          group: groups.sources,
          icon: RotateCcw,
          run: () => media.startOver(id),
        })),
      ...sourceTypes.map((type) => ({
        id: `add-${type}`,
        title: words.addKind(sourceKinds[type].name),
        group: groups.add,
        icon: sourceKinds[type].icon,
        keywords: sourceKinds[type].line,
        run: inStudio(() => add(type)),
      })),
      { id: 'scene-add', title: words.addScene, group: groups.scenes, icon: FilePlus, run: inStudio(actions.add) },
      ...(labels.undo === null ? [] : [edit('undo', words.undo(labels.undo), () => scenes.undo(), 'Ctrl Z')]),
      ...(labels.redo === null ? [] : [edit('redo', words.redo(labels.redo), () => scenes.redo(), 'Ctrl Shift Z')]),
      edit('select-all', words.selectAll, () => scenes.select(items.map(({ id }) => id)), 'Ctrl A'),
      ...(view.previewSceneId === null
        ? [edit('studio-mode', words.studioMode, () => scenes.setStudioMode(true))]
        : [
            edit('studio-mode', words.studioModeOff, () => scenes.setStudioMode(false)),
            edit('take', words.take, () => scenes.take()),
          ]),
      stage('safe-area', words.safeArea, () => options.set({ hasSafeArea: !options.hasSafeArea })),
      stage('snapping', words.snapping, () => options.set({ isSnapping: !options.isSnapping })),
      ...(store.getState().state?.scenes.collections ?? [])
        .filter(({ id }) => id !== view.collectionId)
        .map(({ id, name }) => ({
          id: `collection-${id}`,
          title: words.open(name),
          group: groups.collections,
          icon: FolderOpen,
          // where it is asked for while on air
          run: inStudio(() => void collections.select(id)),
        })),
      {
        id: 'collection-export',
        title: words.exportFile,
        group: groups.collections,
        icon: FolderOpen,
        run: () => void collections.exportFile(),
      },
      ...pages(),
    ];
  });
  return null;
}

function edit(id: string, title: string, run: () => void, keys?: string): PaletteCommand {
  return { id, title, group: groups.edit, icon: Layers, run, ...(keys !== undefined && { keys }) };
}

function stage(id: string, title: string, run: () => void): PaletteCommand {
  return { id, title, group: groups.stage, icon: LayoutTemplate, run };
}

function pages(): readonly PaletteCommand[] {
  return [
    ...routes.map((route) => ({
      id: `page-${route}`,
      title: words.pages[route],
      group: groups.pages,
      icon: pageIcons[route],
      run: () => goTo(route),
    })),
    {
      id: 'settings-destination',
      title: words.settings.destination,
      group: groups.settings,
      icon: SlidersHorizontal,
      keywords: words.keywords.destination,
      run: () => goTo('settings', 'destinations', 'new'),
    },
    {
      id: 'settings-relay',
      title: words.settings.relay,
      group: groups.settings,
      icon: SlidersHorizontal,
      keywords: words.keywords.relay,
      run: () => goTo('settings', 'relays', 'new'),
    },
  ];
}
