import type { OBSResponseTypes } from 'obs-websocket-js/json';

/** Where an OBS streams to: `rtmp_common` (a platform that it knows), `rtmp_custom` (any server), `whip_custom`, … */
export interface ObsService {
  readonly type: string;
  readonly settings: OBSResponseTypes['GetStreamServiceSettings']['streamServiceSettings'];
}

/**
 * What a service that is somebody else's is called, to ask about it: the platform's name, else the server's host. Null: there is
 * none, or it is this studio's own. Never more of an address than its host: some hold a key.
 */
export function obsServiceName(
  { type, settings }: ObsService,
  own: { readonly servers: readonly string[]; readonly keys: readonly string[] },
): string | null {
  const textOf = (name: string): string => {
    const value = settings[name];
    return typeof value === 'string' ? value.trim() : '';
  };
  const [server, key] = [textOf('server'), textOf('key')];
  const isCommon = type === 'rtmp_common';
  // a fresh OBS names a platform and has no key
  if (key === '' && textOf('bearer_token') === '' && (isCommon || server === '')) return null;
  if (!isCommon && (own.servers.includes(server) || own.keys.includes(key))) return null;
  const platform = textOf('service').slice(0, 100);
  return (isCommon && platform !== '' ? platform : hostOf(server)) ?? 'another server';
}

function hostOf(server: string): string | null {
  const host = URL.canParse(server) ? new URL(server).hostname : '';
  return host === '' ? null : host.slice(0, 253);
}
