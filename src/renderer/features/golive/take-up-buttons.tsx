import type { FeedPurpose } from '../../../shared/feed.js';
import { useIsConnected } from '../../stores/studio-context.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/confirm.js';
import { goLiveWords as words } from './golive-words.js';
import { EndButton } from './on-air-buttons.js';
import { useShowDesk } from './show-context.js';

/** Nobody sends the show: it goes on from here, or ends. */
export function BrokenButtons({ purpose }: { readonly purpose: FeedPurpose }) {
  const desk = useShowDesk();
  const isConnected = useIsConnected();
  return (
    <div className="flex shrink-0 gap-2">
      <EndButton purpose={purpose} body={words.endBroken} onEnd={() => desk.endNow()} />
      <Button variant="primary" className="h-10" disabled={!isConnected} onClick={() => desk.resume()}>
        {words.takeUp}
      </Button>
    </div>
  );
}

/** Another page sends the show: this one can do so instead, which is asked about. */
export function TakeOverButton() {
  const desk = useShowDesk();
  const isConnected = useIsConnected();
  const ask = words.takeOver;
  return (
    <Confirm
      trigger={
        <Button className="h-10" disabled={!isConnected}>
          {ask.button}
        </Button>
      }
      title={ask.title}
      confirmLabel={ask.button}
      cancelLabel={ask.cancel}
      onConfirm={() => desk.resume()}
    >
      {ask.body}
    </Confirm>
  );
}
