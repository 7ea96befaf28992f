import { Pause, Play, Square } from 'lucide-react';
import type { FeedPurpose } from '../../../shared/feed.js';
import { useMedia, useStudioMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { ClipButton } from './clip-button.js';
import { goLiveWords as words } from './golive-words.js';
import { useShowDesk } from './show-context.js';

/** While the show is on: a clip of what was just seen, the slate, and the end, which is asked about. */
export function OnAirButtons({ purpose }: { readonly purpose: FeedPurpose }) {
  const desk = useShowDesk();
  return (
    <div className="flex shrink-0 gap-2">
      {purpose === 'live' && <ClipButton />}
      <PauseButton />
      <EndButton purpose={purpose} body={words.endAsk[purpose].body} onEnd={() => desk.askEnd()} />
    </div>
  );
}

interface EndButtonProps {
  readonly purpose: FeedPurpose;
  /** What comes of it. */
  readonly body: string;
  readonly onEnd: () => void;
}

/** The end, which is asked about. */
export function EndButton({ purpose, body, onEnd }: EndButtonProps) {
  const ask = words.endAsk[purpose];
  return (
    <Confirm
      trigger={
        <Button variant="quiet-danger" icon={Square} className="h-10">
          {words.end[purpose]}
        </Button>
      }
      title={ask.title}
      confirmLabel={ask.confirm}
      cancelLabel={ask.cancel}
      onConfirm={onEnd}
    >
      {body}
    </Confirm>
  );
}

/** The slate: on and off. */
export function PauseButton() {
  const media = useStudioMedia();
  const isPaused = useMedia((state) => state.isPaused);
  return (
    <Button
      icon={isPaused ? Play : Pause}
      variant={isPaused ? 'primary' : 'secondary'}
      className="h-10"
      aria-label={isPaused ? words.resume : words.pauseLong}
      onClick={() => media.pause(!isPaused)}
    >
      {isPaused ? words.resume : words.pause}
    </Button>
  );
}
