import type { Host } from '../../../shared/host.js';
import type { UpdateNews, UpdateStanding } from '../../../shared/update-news.js';
import { Button } from '../../ui/button.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { SettingRow } from './setting-row.js';
import { updateWords as words } from './update-words.js';
import { useUpdateNews } from './use-update-news.js';

/** Whether there is a newer version, how far it is, and the way to it. */
export function UpdateSetting({ host }: { readonly host: Host }) {
  const news = useUpdateNews(host);
  return (
    <SettingRow title={words.title} lead={words.lead}>
      {news !== null && <UpdateAct news={news} host={host} />}
      {news !== null && <UpdateLine news={news} version={host.versions.app} />}
    </SettingRow>
  );
}

interface UpdateActProps {
  readonly news: UpdateNews;
  readonly host: Pick<Host, 'lookForUpdates' | 'installUpdate'>;
}

function UpdateAct({ news: { standing, isOn }, host }: UpdateActProps) {
  if (standing.is === 'without' || standing.is === 'fetching') return null;
  if (standing.is === 'ready') {
    return (
      <Button variant="primary" disabled={isOn} onClick={() => void host.installUpdate(null)}>
        {words.install}
      </Button>
    );
  }
  return (
    <Button isBusy={standing.is === 'looking'} disabled={isOn} onClick={() => void host.lookForUpdates(null)}>
      {words.look}
    </Button>
  );
}

interface UpdateLineProps {
  readonly news: UpdateNews;
  readonly version: string;
}

function UpdateLine({ news: { standing, isOn }, version }: UpdateLineProps) {
  return (
    <div className="grid basis-full gap-2 text-sm">
      <p role="status" className={standing.is === 'failed' ? 'text-warn-text' : 'text-muted'}>
        {textOf(standing, version)}
        {isOn && ` ${words.isOn}`}
      </p>
      {standing.is === 'fetching' && <ProgressBar value={standing.percent / 100} label={words.fetchingLabel} />}
    </div>
  );
}

/** `version`: the one that runs. */
function textOf(standing: UpdateStanding, version: string): string {
  switch (standing.is) {
    case 'without':
      return words.without[standing.why];
    case 'failed':
      return words.failed[standing.why];
    case 'unasked':
      return words.unasked(version);
    case 'none':
      return words.none(version);
    case 'looking':
      return words.looking;
    case 'found':
      return words.found(standing.version);
    case 'fetching':
      return words.fetching(standing.version, standing.percent);
    case 'ready':
      return words.ready(standing.version);
  }
}
