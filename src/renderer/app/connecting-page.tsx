import { FullPage } from './full-page.js';
import { shellWords } from './shell-words.js';

/** Before the first snapshot. */
export function ConnectingPage() {
  return (
    <FullPage title={shellWords.connecting.title}>
      <p role="status" className="text-muted">
        {shellWords.connecting.lead}
      </p>
    </FullPage>
  );
}
