import { Button } from '../ui/button.js';
import { FullPage } from './full-page.js';
import { shellWords } from './shell-words.js';

/** Headwater was updated under a page that stayed open: the page that fits is one click away. */
export function MismatchPage() {
  return (
    <FullPage title={shellWords.mismatch.title}>
      <p className="text-muted">{shellWords.mismatch.lead}</p>
      <Button variant="primary" size="large" onClick={() => window.location.reload()}>
        {shellWords.mismatch.reload}
      </Button>
    </FullPage>
  );
}
