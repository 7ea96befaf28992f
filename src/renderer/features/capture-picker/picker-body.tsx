import { Search } from 'lucide-react';
import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { Host } from '../../../shared/host.js';
import { Button } from '../../ui/button.js';
import { fieldLook } from '../../ui/text-field.js';
import { groupOffers } from './group-offers.js';
import { nextTile } from './next-tile.js';
import { OfferList, optionIdOf } from './offer-list.js';
import { PickerNote } from './picker-note.js';
import type { PickerWish } from './picker-request.js';
import { pickerWords as words } from './picker-words.js';
import { SoundChoice } from './sound-choice.js';
import { useOffers } from './use-offers.js';

interface PickerBodyProps {
  readonly host: Host;
  readonly wish: PickerWish;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onEnd: (isChosen: boolean) => void;
}

/** What there is, found by a few letters and chosen by arrows, Enter or clicks. The focus stays where one types. */
export function PickerBody({ host, wish, search, onEnd }: PickerBodyProps) {
  const state = useOffers(host);
  const [typed, setTyped] = useState('');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [withSound, setWithSound] = useState(wish.withSound);
  const [isGone, setIsGone] = useState(false);
  // what is listed without the permission shows nothing of other programs
  const listed = state.status === 'listed' && state.permission === 'granted' ? state.offers : [];
  const groups = groupOffers(listed, { first: wish.first, typed });
  const offers = groups.flatMap((group) => group.offers);
  const chosen = offers.find(({ id }) => id === chosenId) ?? offers[0];
  const choose = (id: string | null) => {
    setChosenId(id);
    setIsGone(false);
  };
  const share = async (id: string | undefined) => {
    if (id === undefined) return;
    const answer = await host.chooseCaptureSource({ id, withSound });
    if (answer.ok) onEnd(true);
    else setIsGone(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') void share(chosen?.id);
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || chosen === undefined) return;
    const boxes = offers.map(({ id }) => document.getElementById(optionIdOf(id))?.getBoundingClientRect());
    const next = nextTile(
      boxes.map((box) => ({ left: box?.left ?? 0, top: box?.top ?? 0 })),
      offers.indexOf(chosen),
      event.key,
    );
    if (next === null) return;
    event.preventDefault();
    const id = offers[next]?.id ?? chosen.id;
    choose(id);
    document.getElementById(optionIdOf(id))?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="flex min-h-0 flex-col gap-4">
      <div className="relative shrink-0">
        <Search aria-hidden className="absolute top-2.5 left-3 size-4 text-muted" />
        <input
          ref={search}
          role="combobox"
          aria-label={words.search}
          aria-expanded={offers.length > 0}
          aria-controls="picker-list"
          aria-autocomplete="list"
          aria-activedescendant={chosen === undefined ? undefined : optionIdOf(chosen.id)}
          placeholder={words.search}
          spellCheck={false}
          autoComplete="off"
          maxLength={100}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            choose(null);
          }}
          onKeyDown={onKeyDown}
          className={`${fieldLook} pl-9`}
        />
      </div>
      {chosen === undefined ? (
        <PickerNote state={state} typed={typed} onOpenPermission={() => void host.openPermissionSettings('screen')} />
      ) : (
        <OfferList groups={groups} chosenId={chosen.id} onChoose={choose} onShare={(id) => void share(id)} />
      )}
      <div className="flex shrink-0 flex-wrap items-center justify-end gap-x-2 gap-y-3">
        <div className="mr-auto grid min-w-0 flex-1 basis-64 gap-1">
          {isGone && (
            <p role="alert" className="text-xs text-warn-text">
              {words.gone}
            </p>
          )}
          {wish.withSound && <SoundChoice host={host} isOn={withSound} onChange={setWithSound} />}
        </div>
        <Button onClick={() => onEnd(false)}>{words.cancel}</Button>
        <Button variant="primary" disabled={chosen === undefined} onClick={() => void share(chosen?.id)}>
          {words.share}
        </Button>
      </div>
    </div>
  );
}
