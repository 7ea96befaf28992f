import { ChevronDown, CopyPlus, Download, FolderInput, Pencil, Plus, Trash2, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ObsImportReport } from '../../../shared/scenes/obs-import-report.js';
import { isOwnProgramme } from '../../app/is-own-programme.js';
import { useCollection, useScenes } from '../../stores/scene-context.js';
import { useEngineState, useIsConnected } from '../../stores/studio-context.js';
import { Confirm } from '../../ui/confirm.js';
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLine } from '../../ui/menu.js';
import { collectionWords as words } from './collection-words.js';
import { NameDialog } from './name-dialog.js';
import { ObsFilesDialog } from './obs-files-dialog.js';
import { ObsReportDialog } from './obs-report-dialog.js';
import { useSwitchQuestion } from './switch-question.js';
import { useCollections, type ObsChoice } from './use-collections.js';

/** The scene collections: which one is worked on, and what can be done with it. */
export function CollectionMenu() {
  const name = useCollection((collection) => collection.name);
  const currentId = useScenes((view) => view.collectionId);
  const all = useEngineState(({ scenes }) => scenes.collections);
  const isConnected = useIsConnected();
  const collections = useCollections();
  const trigger = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'create' | 'rename' | 'duplicate' | 'remove' | null>(null);
  const [report, setReport] = useState<ObsImportReport | null>(null);
  const [obs, setObs] = useState<ObsChoice | null>(null);
  const isOnAir = useEngineState(({ broadcast }) => isOwnProgramme(broadcast));
  const question = useSwitchQuestion();
  const close = () => setOpen(null);
  const importObs = (file: File, mayTakeFiles: boolean) => {
    setObs(null);
    void collections.importObs(file, mayTakeFiles).then(setReport);
  };
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            ref={trigger}
            type="button"
            aria-label={`${words.menu}: ${name}`}
            className="flex h-7 max-w-full min-w-0 items-center gap-1 rounded-control px-1.5 text-xs font-medium text-muted hover:bg-raised hover:text-text"
          >
            <span className="truncate">{name}</span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0" />
          </button>
        }
      >
        <MenuChoices
          label={words.choose}
          value={currentId ?? ''}
          onChange={(id) => void (id !== currentId && collections.select(id))}
        >
          {all.map((each) => (
            <MenuChoice key={each.id} value={each.id} disabled={!isConnected}>
              {each.id === currentId ? name : each.name}
            </MenuChoice>
          ))}
        </MenuChoices>
        <MenuLine />
        <MenuItem icon={Plus} disabled={!isConnected} onSelect={() => setOpen('create')}>
          {words.create}
        </MenuItem>
        <MenuItem icon={Pencil} onSelect={() => setOpen('rename')}>
          {words.rename}
        </MenuItem>
        <MenuItem icon={CopyPlus} disabled={!isConnected} onSelect={() => setOpen('duplicate')}>
          {words.duplicate}
        </MenuItem>
        <MenuItem icon={Trash2} isDanger disabled={!isConnected || all.length === 1} onSelect={() => setOpen('remove')}>
          {words.remove}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={Download} disabled={!isConnected} onSelect={() => void collections.exportFile()}>
          {words.exportFile}
        </MenuItem>
        <MenuItem icon={Upload} disabled={!isConnected} onSelect={() => void collections.importFile()}>
          {words.importFile}
        </MenuItem>
        <MenuItem
          icon={FolderInput}
          disabled={!isConnected}
          onSelect={() =>
            void collections.pickObs().then((picked) => {
              if (picked?.paths.length === 0) importObs(picked.file, false);
              else setObs(picked);
            })
          }
        >
          {words.importObs}
        </MenuItem>
      </Menu>
      {open === 'create' && (
        <NameDialog
          title={words.createTitle}
          note={isOnAir ? words.createNoteOnAir : words.createNote}
          name={words.fresh}
          confirm={words.make}
          onDone={(next) => void collections.create(next)}
          onClose={close}
        />
      )}
      {open === 'rename' && (
        <NameDialog
          title={words.renameTitle}
          name={name}
          confirm={words.save}
          onDone={collections.rename}
          onClose={close}
        />
      )}
      {open === 'duplicate' && (
        <NameDialog
          title={words.duplicateTitle}
          note={isOnAir ? words.duplicateNoteOnAir : words.duplicateNote}
          name={words.copyOf(name).slice(0, 100)}
          confirm={words.make}
          onDone={(next) => void collections.duplicate(next)}
          onClose={close}
        />
      )}
      <Confirm
        isOpen={open === 'remove'}
        onOpenChange={(isOpen) => !isOpen && close()}
        returnFocusTo={trigger}
        title={words.removeTitle(name)}
        confirmLabel={words.removeConfirm}
        onConfirm={() => void collections.remove()}
      >
        {isOnAir ? words.removeNoteOnAir : words.removeNote}
      </Confirm>
      <Confirm
        isOpen={question.asked !== null}
        onOpenChange={(isOpen) => !isOpen && question.close()}
        returnFocusTo={trigger}
        title={words.switchTitle(question.asked?.name ?? '')}
        confirmLabel={words.switchConfirm}
        onConfirm={() => void (question.asked !== null && collections.select(question.asked.id, true))}
      >
        {words.switchNote}
      </Confirm>
      {obs !== null && (
        <ObsFilesDialog
          paths={obs.paths}
          onChoice={(mayTakeFiles) => importObs(obs.file, mayTakeFiles)}
          onClose={() => setObs(null)}
        />
      )}
      {report !== null && <ObsReportDialog report={report} onClose={() => setReport(null)} />}
    </>
  );
}
