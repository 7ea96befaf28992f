/** A device as it was chosen: its id may have changed since, then its label counts. */
export interface WantedDevice {
  readonly deviceId: string;
  readonly label: string;
}

/**
 * Which of the devices is the wanted one. `default`: the system's own choice was wanted. `unknown`: the browser does not tell
 * them apart before it is allowed to use one. `missing`: it is not there.
 */
export type FoundDevice =
  { readonly kind: 'found'; readonly deviceId: string } | { readonly kind: 'default' | 'unknown' | 'missing' };

/** `devices`: of one kind. */
export function findDevice(
  devices: readonly { readonly deviceId: string; readonly label: string }[],
  wanted: WantedDevice | null,
): FoundDevice {
  if (devices.length === 0) return { kind: 'missing' };
  if (wanted === null) return { kind: 'default' };
  const same = devices.find(({ deviceId }) => deviceId !== '' && deviceId === wanted.deviceId);
  if (same !== undefined) return { kind: 'found', deviceId: same.deviceId };
  const named = devices.find(({ label }) => label !== '' && label === wanted.label);
  if (named !== undefined) return { kind: 'found', deviceId: named.deviceId };
  return { kind: devices.every(({ label }) => label === '') ? 'unknown' : 'missing' };
}
