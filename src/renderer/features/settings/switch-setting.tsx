import { useId } from 'react';
import { Toggle } from '../../ui/toggle.js';
import { SettingRow } from './setting-row.js';

interface SwitchSettingProps {
  readonly title: string;
  readonly lead: string;
  readonly isOn: boolean;
  readonly disabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A setting that is on or off. */
export function SwitchSetting({ title, lead, ...toggle }: SwitchSettingProps) {
  const id = useId();
  return (
    <SettingRow title={title} lead={lead} titleId={`${id}-title`} leadId={`${id}-lead`}>
      <Toggle {...toggle} labelledBy={`${id}-title`} describedBy={`${id}-lead`} />
    </SettingRow>
  );
}
