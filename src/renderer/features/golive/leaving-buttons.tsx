import { Undo2 } from 'lucide-react';
import { useNow } from '../../stores/use-now.js';
import { Button } from '../../ui/button.js';
import { goLiveWords as words } from './golive-words.js';
import { useShowDesk } from './show-context.js';

/** The end is near, and can be taken back. */
export function LeavingButtons({ atMs }: { readonly atMs: number }) {
  const desk = useShowDesk();
  const seconds = Math.max(1, Math.ceil((atMs - useNow()) / 1000));
  return (
    <div className="flex shrink-0 items-center gap-3">
      <p role="status" className="text-sm font-medium">
        <span className="sr-only">{words.pill.leaving}</span>
        <span aria-hidden className="tabular-nums">
          {words.leaving(seconds)}
        </span>
      </p>
      <Button variant="primary" icon={Undo2} autoFocus className="h-10" onClick={() => desk.undoEnd()}>
        {words.undo}
      </Button>
      <Button variant="ghost" className="h-10" onClick={() => desk.endNow()}>
        {words.endNow}
      </Button>
    </div>
  );
}
