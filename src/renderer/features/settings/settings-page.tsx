import { Search } from 'lucide-react';
import { useState } from 'react';
import { useEngineState } from '../../stores/studio-context.js';
import { useCommand } from '../../stores/use-command.js';
import { Segmented } from '../../ui/segmented.js';
import { fieldLook } from '../../ui/text-field.js';
import { DestinationList } from '../destinations/destination-list.js';
import { DiagnosticsGroup } from '../diagnostics/diagnostics-group.js';
import { RelayList } from '../relays/relay-list.js';
import { AboutLine } from './about-line.js';
import { AudioGroup } from './audio-group.js';
import { ChoiceSetting } from './choice-setting.js';
import { Findable } from './findable.js';
import { GeneralGroup } from './general-group.js';
import { HotkeysGroup } from './hotkeys-group.js';
import { InputsGroup } from './inputs-group.js';
import { LatencySetting } from './latency-setting.js';
import { NameSetting } from './name-setting.js';
import { PortSetting } from './port-setting.js';
import { ProgramGroup } from './program-group.js';
import { RetentionSetting } from './retention-setting.js';
import { SettingsGroup } from './settings-group.js';
import { SettingsSearch } from './settings-search.js';
import { settingsWords } from './settings-words.js';
import { StorageGroup } from './storage-group.js';
import { VideoGroup } from './video-group.js';
import { SettingRow } from './setting-row.js';
import { SwitchSetting } from './switch-setting.js';

const ladders = [
  { value: 'auto', label: settingsWords.ladders.auto },
  { value: 'economy', label: settingsWords.ladders.economy },
] as const;
const thinOrders = [
  { value: 'middle-first', label: settingsWords.thinOrders.middleFirst },
  { value: 'top-first', label: settingsWords.thinOrders.topFirst },
] as const;
const windows = [0, 30, 60, 300, 1800].map((seconds) => ({ value: seconds, label: span(seconds) }));

interface SettingsPageProps {
  /** The one that the address names. */
  readonly section: string | undefined;
  /** What is looked for at first. */
  readonly find?: string | undefined;
}

/** All settings, to be searched. Each is kept as soon as it is changed. */
export function SettingsPage({ section, find = '' }: SettingsPageProps) {
  const { network, stream, publish } = useEngineState((state) => state.settings);
  const rtmp = useEngineState((state) => state.rtmp);
  const origin = useEngineState((state) => state.origin);
  const isOnAir = useEngineState((state) => state.broadcast !== null);
  const update = useCommand('updateSettings');
  const disabled = !update.isReady;
  const [query, setQuery] = useState(find);
  return (
    <div className="group/found mx-auto grid max-w-3xl grid-cols-1 gap-6 px-5 py-8 lg:px-8">
      <header className="grid gap-3">
        <div>
          <h1 className="text-2xl font-semibold tracking-tight">{settingsWords.palette}</h1>
          <p className="text-muted">
            {settingsWords.lead}
            {isOnAir && settingsWords.leadOnAir}
          </p>
        </div>
        <label className="relative block max-w-md">
          <span className="sr-only">{settingsWords.find}</span>
          <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-muted" />
          <input
            type="search"
            value={query}
            autoFocus={find !== ''}
            placeholder={settingsWords.find}
            autoComplete="off"
            onChange={(event) => setQuery(event.currentTarget.value)}
            className={`${fieldLook} pl-9`}
          />
        </label>
      </header>
      <SettingsSearch value={query}>
        <GeneralGroup isWanted={section === 'general'} />
        <SettingsGroup title={settingsWords.channel}>
          <NameSetting
            title={settingsWords.channelName}
            lead={settingsWords.channelNameLead}
            field="name"
            maxLength={100}
          />
          <NameSetting
            title={settingsWords.studioName}
            lead={settingsWords.studioNameLead}
            field="studioName"
            maxLength={60}
          />
        </SettingsGroup>
        <Findable words={settingsWords.destinationsFind}>
          <DestinationList isWanted={section === 'destinations'} />
        </Findable>
        <Findable words={settingsWords.relaysFind}>
          <RelayList isWanted={section === 'relays'} />
        </Findable>
        <SettingsGroup title={settingsWords.publishing}>
          <RetentionSetting />
        </SettingsGroup>
        <InputsGroup isWanted={section === 'inputs'} />
        <VideoGroup isWanted={section === 'video'} />
        <AudioGroup isWanted={section === 'audio'} />
        <HotkeysGroup isWanted={section === 'hotkeys'} />
        <StorageGroup isWanted={section === 'storage'} />
        <SettingsGroup title={settingsWords.network} isWanted={section === 'network'}>
          <SwitchSetting
            title={settingsWords.lanViewers}
            lead={settingsWords.lanViewersLead}
            isOn={network.allowLanViewers}
            disabled={disabled}
            onChange={(allowLanViewers) => void update.run({ patch: { network: { allowLanViewers } } })}
          />
          <SwitchSetting
            title={settingsWords.lanEncoders}
            lead={settingsWords.lanEncodersLead}
            isOn={network.allowLanEncoders}
            disabled={disabled}
            onChange={(allowLanEncoders) => void update.run({ patch: { network: { allowLanEncoders } } })}
          />
          <PortSetting
            title={settingsWords.rtmpPort}
            lead={settingsWords.rtmpPortLead}
            field="rtmpPort"
            server={rtmp}
          />
          <PortSetting
            title={settingsWords.originPort}
            lead={settingsWords.originPortLead}
            field="originPort"
            server={origin}
          />
        </SettingsGroup>
        <SettingsGroup title={settingsWords.stream} isWanted={section === 'stream'}>
          <ChoiceSetting
            title={settingsWords.window}
            lead={settingsWords.windowLead}
            value={stream.reconnectWindowSeconds}
            options={windows}
            disabled={disabled}
            nameOf={span}
            onChange={(reconnectWindowSeconds) => void update.run({ patch: { stream: { reconnectWindowSeconds } } })}
          />
          <LatencySetting />
          <SettingRow title={settingsWords.ladder} lead={settingsWords.ladderLead}>
            <Segmented
              label={settingsWords.ladder}
              value={stream.ladder}
              options={ladders}
              disabled={disabled}
              onChange={(ladder) => void update.run({ patch: { stream: { ladder } } })}
            />
          </SettingRow>
          <SettingRow title={settingsWords.thin} lead={settingsWords.thinLead}>
            <Segmented
              label={settingsWords.thinLabel}
              value={publish.thinOrder}
              options={thinOrders}
              disabled={disabled}
              onChange={(thinOrder) => void update.run({ patch: { publish: { thinOrder } } })}
            />
          </SettingRow>
        </SettingsGroup>
        <DiagnosticsGroup />
        <ProgramGroup />
      </SettingsSearch>
      {query !== '' && (
        <p role="status" className="text-muted group-has-[[data-setting]]/found:hidden">
          {settingsWords.nothing(query)}
        </p>
      )}
      <AboutLine isWanted={section === 'about'} />
    </div>
  );
}

function span(seconds: number): string {
  if (seconds === 0) return settingsWords.windowNone;
  return seconds < 60 || seconds % 60 !== 0 ? `${seconds} s` : `${seconds / 60} min`;
}
