import type { CaptureAbility } from '../shared/host-capture.js';

/** What the answer depends on. */
export interface CapturePlatform {
  readonly platform: NodeJS.Platform;
  /** Of the kernel, as `os.release()` has it. */
  readonly release: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Darwin's versions of macOS 13, the first with the sound of the system, and 15, the first with a picker of its own. */
const darwin = { withSound: 22, withPicker: 24 } as const;

/** Who shows what there is to share on this system, and whether its sound can be shared. */
export function captureAbility({ platform, release, env }: CapturePlatform): CaptureAbility {
  if (platform === 'win32') return { picker: 'own', hasSystemSound: true };
  if (platform === 'darwin') {
    const major = Number.parseInt(release, 10);
    // macOS's own picker answers with a picture alone, and Electron asks nobody about the sound then
    if (major >= darwin.withPicker) return { picker: 'system', hasSystemSound: false };
    return { picker: 'own', hasSystemSound: major >= darwin.withSound };
  }
  return { picker: isWayland(env) ? 'system' : 'own', hasSystemSound: false };
}

/** As WebRTC tells it, which asks the portal then (DesktopCapturer::IsRunningUnderWayland). */
const isWayland = (env: CapturePlatform['env']): boolean =>
  env['XDG_SESSION_TYPE']?.startsWith('wayland') === true && env['WAYLAND_DISPLAY'] !== undefined;
