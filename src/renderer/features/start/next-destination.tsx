import { ChevronDown, CloudUpload, KeyRound, Monitor, Plus, Settings2 } from 'lucide-react';
import { goTo, hrefOf } from '../../app/use-route.js';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Button } from '../../ui/button.js';
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLine } from '../../ui/menu.js';
import { describePlace } from '../destinations/describe-place.js';
import { newDestination } from '../destinations/destination-page.js';
import { CostLine } from './cost-line.js';
import { startWords } from './start-words.js';

/** No destination has this id: ids are never empty. */
const thisComputer = '';

/** Where the next broadcast goes, and the way to send it elsewhere. */
export function NextDestination() {
  const destinations = useEngineState((state) => state.destinations);
  const providers = useEngineState((state) => state.providers);
  const reachesNetwork = useEngineState(({ settings }) => settings.network.allowLanViewers);
  const change = useCommand('setDefaultDestination');
  const chosen = destinations.find(({ isDefault }) => isDefault) ?? null;
  const computerNote = reachesNetwork ? startWords.next.opensOnNetwork : startWords.next.opensHere;
  const lacksKeys = chosen !== null && !chosen.hasCredentials;
  const Icon = chosen === null ? Monitor : lacksKeys ? KeyRound : CloudUpload;
  return (
    <section
      aria-label={startWords.next.title}
      className="@container rounded-card border border-line bg-surface shadow-card"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-3 px-3 py-3.5 @md:gap-x-4 @md:px-5">
        <Icon
          aria-hidden
          className={lacksKeys ? 'size-5 shrink-0 text-warn-text' : 'size-5 shrink-0 text-accent-text'}
        />
        <div className="min-w-36 flex-1 basis-0">
          <p className="break-words">
            <span className="text-muted">{startWords.next.goesTo} </span>
            <strong className="font-semibold">
              {chosen === null ? startWords.next.thisComputer : chosen.config.name}
            </strong>
          </p>
          {lacksKeys ? (
            <p className="text-sm text-warn-text">{startWords.next.keysMissingLead}</p>
          ) : (
            <p className="text-sm break-words text-muted">
              {chosen === null ? computerNote : describePlace(chosen, providers).place}
            </p>
          )}
          <CostLine />
        </div>
        {lacksKeys && (
          <Button variant="primary" onClick={() => goTo('settings', 'destinations', chosen.id)}>
            {startWords.next.enterKeys}
          </Button>
        )}
        {destinations.length === 0 ? (
          <a
            href={hrefOf('settings', 'destinations', newDestination)}
            className="inline-flex min-h-9 items-center gap-2 rounded-control border border-line bg-raised px-3.5 py-1.5 text-sm font-medium transition-colors hover:border-line-strong @max-md:w-full @max-md:justify-center @max-md:gap-1.5 @max-md:px-1.5 @max-md:text-xs"
          >
            <Plus aria-hidden className="size-4" />
            {startWords.next.addBucket}
          </a>
        ) : (
          <Menu
            trigger={
              <Button isBusy={change.isBusy} disabled={!change.isReady}>
                {startWords.next.change}
                <span className="sr-only"> {startWords.next.changeWhat}</span>
                <ChevronDown aria-hidden className="size-4" />
              </Button>
            }
          >
            <MenuChoices
              label={startWords.next.choose}
              value={chosen?.id ?? thisComputer}
              onChange={(id) => void change.run({ id: id === thisComputer ? null : id })}
            >
              <MenuChoice value={thisComputer} note={computerNote}>
                {startWords.next.thisComputerOption}
              </MenuChoice>
              {destinations.map((destination) => (
                <MenuChoice
                  key={destination.id}
                  value={destination.id}
                  disabled={!destination.hasCredentials}
                  note={
                    destination.hasCredentials
                      ? describePlace(destination, providers).place
                      : startWords.next.keysMissing
                  }
                >
                  {destination.config.name}
                </MenuChoice>
              ))}
            </MenuChoices>
            <MenuLine />
            <MenuItem icon={Settings2} onSelect={() => goTo('settings', 'destinations')}>
              {startWords.next.manage}
            </MenuItem>
          </Menu>
        )}
      </div>{' '}
    </section>
  );
}
