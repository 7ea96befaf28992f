import { useEffect, useState } from 'react';
import type { Host } from '../../../shared/host.js';
import { guardedSchema, isForbidden, type Guarded, type MediaPermissions } from '../../../shared/media-permission.js';
import { Button } from '../../ui/button.js';
import { permissionWords as words } from './permission-words.js';
import { SettingRow } from './setting-row.js';

/** What the system lets this program see and hear, and the way to its settings. Nothing where the system guards none of it. */
export function PermissionSetting({ host }: { readonly host: Host }) {
  const [permissions, look] = usePermissions(host);
  if (permissions === null) return null;
  const guarded = guardedSchema.options.filter((one) => permissions[one] !== 'not-needed');
  if (guarded.length === 0) return null;
  const ask = (one: 'camera' | 'microphone') => void host.askMediaPermission(one).then(look);
  return (
    <SettingRow title={words.title} lead={words.lead}>
      <ul className="grid basis-full gap-2 text-sm">
        {guarded.map((one) => {
          const permission = permissions[one];
          const canAsk = permission === 'not-determined' && one !== 'screen';
          return (
            <li key={one} className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
              <span className="min-w-28">{words.names[one]}</span>
              <span className={isForbidden(permission) ? 'flex-1 text-warn-text' : 'flex-1 text-muted'}>
                {words.standings[permission]}
              </span>
              {canAsk ? (
                <Button size="small" aria-label={words.askLabel(words.names[one])} onClick={() => ask(one)}>
                  {words.ask}
                </Button>
              ) : (
                <OpenSettings host={host} guarded={one} />
              )}
            </li>
          );
        })}
      </ul>
    </SettingRow>
  );
}

function OpenSettings({ host, guarded }: { readonly host: Host; readonly guarded: Guarded }) {
  return (
    <Button
      size="small"
      aria-label={words.openLabel(words.names[guarded])}
      onClick={() => void host.openPermissionSettings(guarded)}
    >
      {words.open}
    </Button>
  );
}

/** Looked at again when the creator comes back, maybe from the system's settings. */
function usePermissions(host: Pick<Host, 'mediaPermissions'>): readonly [MediaPermissions | null, () => void] {
  const [permissions, setPermissions] = useState<MediaPermissions | null>(null);
  const [looks, setLooks] = useState(0);
  const look = () => setLooks((count) => count + 1);
  useEffect(() => {
    let isOver = false;
    void host.mediaPermissions(null).then((answer) => {
      if (!isOver && answer.ok) setPermissions(answer.value);
    });
    return () => {
      isOver = true;
    };
  }, [host, looks]);
  useEffect(() => {
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, []);
  return [permissions, look];
}
