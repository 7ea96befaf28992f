import { useEffect, useState } from 'react';
import type { SecretsKept } from '../../../shared/host-calls.js';
import { desktopHost } from '../../app/desktop-host.js';
import { FactSetting } from './fact-setting.js';
import { settingsWords as words } from './settings-words.js';

const { keptKeys } = words;

/** Who keeps the key to what is secret, and what that means. The desktop app's alone. */
export function KeptKeysSetting() {
  const [kept, setKept] = useState<SecretsKept | null>(null);
  useEffect(() => {
    void desktopHost?.secretsKept(null).then((answer) => {
      if (answer.ok) setKept(answer.value);
    });
  }, []);
  if (kept === null) return null;
  return <FactSetting title={keptKeys.title} lead={keptKeys.leads[kept]} fact={keptKeys.facts[kept]} />;
}
