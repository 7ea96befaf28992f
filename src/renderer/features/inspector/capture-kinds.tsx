import { desktopHost } from '../../app/desktop-host.js';
import { useMediaIfAny } from '../compose/use-media-part.js';
import { Button } from '../../ui/button.js';
import { Segmented } from '../../ui/segmented.js';
import { CheckField } from './check-field.js';
import { DeviceField } from './device-field.js';
import { inspectorWords as words } from './inspector-words.js';
import type { KindProps } from './kind-props.js';
import { RateField } from './rate-field.js';
import { Section } from './section.js';
import { SizeField } from './size-field.js';

const sizes = ['640x360', '1280x720', '1920x1080', '2560x1440', '3840x2160'];
const rates = [15, 24, 25, 30, 50, 60];

/** A camera's device and its pictures. */
export function CameraKind({ kind, onChange }: KindProps<'camera'>) {
  return (
    <Section title={words.camera}>
      <DeviceField kind="camera" device={kind.device} onChange={(device) => onChange({ device })} />
      <SizeField label={words.size} value={kind} sizes={sizes} onChange={onChange} />
      <RateField label={words.fps} value={kind.fps} rates={rates} onChange={(fps) => onChange({ fps })} />
      <CheckField label={words.mirrored} isOn={kind.isMirrored} onChange={(isMirrored) => onChange({ isMirrored })} />
    </Section>
  );
}

/** A microphone's device, and what the browser does to its sound. */
export function MicrophoneKind({ kind, onChange }: KindProps<'microphone'>) {
  return (
    <Section title={words.microphone}>
      <DeviceField kind="microphone" device={kind.device} onChange={(device) => onChange({ device })} />
      <CheckField
        label={words.noise}
        isOn={kind.noiseSuppression}
        onChange={(noiseSuppression) => onChange({ noiseSuppression })}
      />
      <CheckField
        label={words.echo}
        isOn={kind.echoCancellation}
        onChange={(echoCancellation) => onChange({ echoCancellation })}
      />
      <CheckField label={words.autoGain} isOn={kind.autoGain} onChange={(autoGain) => onChange({ autoGain })} />
      <p className="text-2xs text-muted">{words.microphoneNote}</p>
    </Section>
  );
}

/** Tabs by themselves are shared by browsers alone. */
const offered = desktopHost === null ? (['monitor', 'window', 'browser'] as const) : (['monitor', 'window'] as const);
const surfaces = offered.map((value) => ({ value, label: words.surfaces[value] }));

/** A screen, window or tab: which one is asked by the browser, or our own picker. */
export function DisplayKind({ sourceId, kind, onChange }: KindProps<'display'>) {
  const media = useMediaIfAny();
  return (
    <Section title={words.display}>
      <Segmented
        label={words.surface}
        value={desktopHost !== null && kind.surface === 'browser' ? 'window' : kind.surface}
        options={surfaces}
        onChange={(surface) => onChange({ surface })}
      />
      <CheckField label={words.withSound} isOn={kind.withSound} onChange={(withSound) => onChange({ withSound })} />
      <CheckField
        label={words.cursor}
        isOn={kind.isCursorShown}
        onChange={(isCursorShown) => onChange({ isCursorShown })}
      />
      <RateField label={words.maxFps} value={kind.maxFps} rates={rates} onChange={(maxFps) => onChange({ maxFps })} />
      <Button size="small" disabled={media === null} onClick={() => void media?.capture(sourceId)}>
        {words.shareOther}
      </Button>
    </Section>
  );
}
