import { FullPage } from './full-page.js';
import { Phrase } from '../ui/phrase.js';
import { shellWords } from './shell-words.js';

/** Without a session: only a new link helps. */
export function UnauthorizedPage() {
  return (
    <FullPage title={shellWords.unauthorized.title}>
      <p className="text-muted">{shellWords.unauthorized.lead}</p>
      <ol className="grid w-full gap-2 text-left text-sm">
        <li className="rounded-control border border-line bg-sunken px-4 py-3">
          <Phrase
            text={shellWords.unauthorized.again}
            parts={{ action: <strong className="font-semibold">{shellWords.unauthorized.againAction}</strong> }}
          />
        </li>
        <li className="rounded-control border border-line bg-sunken px-4 py-3">
          <Phrase
            text={shellWords.unauthorized.link}
            parts={{
              mark: <code className="font-mono text-xs text-accent-text">{shellWords.unauthorized.linkMark}</code>,
            }}
          />
        </li>
      </ol>
    </FullPage>
  );
}
