import { SettingRow } from './setting-row.js';

interface FactSettingProps {
  readonly title: string;
  readonly lead: string;
  readonly fact: string;
}

/** Something to know, and nothing to change. */
export function FactSetting({ title, lead, fact }: FactSettingProps) {
  return (
    <SettingRow title={title} lead={lead}>
      <p className="text-right text-sm tabular-nums">{fact}</p>
    </SettingRow>
  );
}
