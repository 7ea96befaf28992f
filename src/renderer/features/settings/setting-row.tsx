import { useContext, type ReactNode } from 'react';
import { GroupTitle } from './settings-group.js';
import { useIsFound } from './settings-search.js';

interface SettingRowProps {
  readonly title: string;
  /** Absent: the title says it all. */
  readonly lead?: string;
  readonly titleId?: string;
  readonly leadId?: string;
  readonly children: ReactNode;
}

/** What a setting is, what it does, and its control. Hidden while something else is looked for. */
export function SettingRow({ title, lead, titleId, leadId, children }: SettingRowProps) {
  const isFound = useIsFound(useContext(GroupTitle), title, lead ?? '');
  if (!isFound) return null;
  return (
    <div data-setting className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2.5 px-5 py-4">
      <div className="min-w-52 flex-1">
        <p id={titleId} className="font-medium">
          {title}
        </p>
        {lead !== undefined && (
          <p id={leadId} className="text-sm text-muted">
            {lead}
          </p>
        )}
      </div>
      {children}
    </div>
  );
}
