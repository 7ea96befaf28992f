import { ChevronDown, Disc, FlaskConical, Radio } from 'lucide-react';
import { useIsConnected } from '../../stores/studio-context.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { goLiveWords as words } from './golive-words.js';
import { useShowDesk } from './show-context.js';

/** The one big button, and the other ways to begin. */
export function BeginButtons() {
  const desk = useShowDesk();
  const isConnected = useIsConnected();
  // before the worker composes there is nothing to send
  const isComposing = useMedia(({ figures }) => figures !== null);
  const disabled = !isConnected || !isComposing;
  return (
    <div className="flex shrink-0">
      <Button
        variant="danger"
        icon={Radio}
        disabled={disabled}
        className="h-10 rounded-r-none px-5"
        onClick={() => desk.begin('live')}
      >
        {words.goLive}
      </Button>
      <Menu
        trigger={
          <Button
            variant="danger"
            aria-label={words.more}
            disabled={disabled}
            className="h-10 rounded-l-none border-l border-on-live/25 px-2!"
          >
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        }
      >
        <MenuItem icon={Disc} onSelect={() => desk.begin('record')}>
          {words.begin.record}
          <span className="block text-xs text-muted">{words.begin.recordNote}</span>
        </MenuItem>
        <MenuItem icon={FlaskConical} onSelect={() => desk.begin('rehearse')}>
          {words.begin.rehearse}
          <span className="block text-xs text-muted">{words.begin.rehearseNote}</span>
        </MenuItem>
      </Menu>
    </div>
  );
}
