import { showDeviceNames } from '../../stores/show-device-names.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { FactSetting } from './fact-setting.js';
import { SelectSetting } from './select-setting.js';
import { SettingRow } from './setting-row.js';
import { settingsWords as words } from './settings-words.js';

/** Where the creator listens. Where the browser leaves that to the system, it says so. */
export function OutputSetting() {
  const media = useStudioMedia();
  const { canChoose, device, isMissing } = useMedia(({ output }) => output);
  const devices = useMedia((state) => state.devices);
  if (!canChoose) return <FactSetting title={words.output} lead={words.outputLead} fact={words.outputText} />;
  const speakers = devices.filter(({ kind, deviceId, label }) => kind === 'speaker' && deviceId !== '' && label !== '');
  if (speakers.length === 0 && device === null) {
    return (
      <SettingRow title={words.output} lead={words.outputAsk}>
        <Button onClick={() => void showDeviceNames(media, 'microphone')}>{words.outputNames}</Button>
      </SettingRow>
    );
  }
  // an id may have changed since: then it is the one of the same name
  const current =
    device === null
      ? undefined
      : (speakers.find(({ deviceId }) => deviceId === device.deviceId) ??
        speakers.find(({ label }) => label === device.label));
  const absent = device !== null && current === undefined ? [device] : [];
  return (
    <SelectSetting
      title={words.output}
      lead={isMissing ? words.outputMissing : words.outputChoose}
      value={current?.deviceId ?? device?.deviceId ?? ''}
      options={[
        { value: '', label: words.outputText },
        ...speakers.map(({ deviceId, label }) => ({ value: deviceId, label })),
        ...absent.map(({ deviceId, label }) => ({ value: deviceId, label: words.outputAbsent(label) })),
      ]}
      disabled={false}
      onChange={(wanted) => {
        const chosen = speakers.find(({ deviceId }) => deviceId === wanted);
        media.listenThrough(chosen === undefined ? null : { deviceId: chosen.deviceId, label: chosen.label });
      }}
    />
  );
}
