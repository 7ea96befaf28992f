import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { showDeviceNames } from '../../stores/show-device-names.js';
import { Button } from '../../ui/button.js';
import { useMediaIfAny, useMediaPart } from '../compose/use-media-part.js';
import { inspectorWords as words } from './inspector-words.js';
import { SelectField } from './select-field.js';

type Device = Extract<SourceKind, { type: 'camera' }>['device'];

interface DeviceFieldProps {
  readonly kind: 'camera' | 'microphone';
  readonly device: Device;
  readonly onChange: (device: Device) => void;
}

/** Which device it is, of those that are plugged in now. */
export function DeviceField({ kind, device, onChange }: DeviceFieldProps) {
  const media = useMediaIfAny();
  const all = useMediaPart(({ devices }) => devices, none);
  const devices = all.filter((each) => each.kind === kind && each.deviceId !== '');
  const isThere = device === null || devices.some(({ deviceId }) => deviceId === device.deviceId);
  const hasNames = devices.some(({ label }) => label !== '');
  return (
    <>
      <SelectField
        label={words.device}
        value={device?.deviceId ?? ''}
        options={[
          { value: '', label: words.defaultDevice },
          ...devices.map(({ deviceId, label }, index) => ({
            value: deviceId,
            label: label === '' ? words.unnamed(index + 1) : label,
          })),
          ...(isThere ? [] : [{ value: device.deviceId, label: words.missing(device.label) }]),
        ]}
        onChange={(deviceId) => {
          const next = devices.find((each) => each.deviceId === deviceId);
          onChange(next === undefined ? null : { deviceId, label: next.label.slice(0, 200) });
        }}
      />
      {media !== null && !hasNames && (
        <Button size="small" onClick={() => void showDeviceNames(media, kind)}>
          {words.askNames}
        </Button>
      )}
    </>
  );
}

const none: readonly never[] = [];
