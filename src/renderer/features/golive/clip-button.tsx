import { ChevronDown, Scissors } from 'lucide-react';
import { clipLengths } from '../../../shared/clips.js';
import { Button } from '../../ui/button.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { clipWords as words } from './clip-words.js';
import { useClip } from './use-clip.js';

/** "Clip that": the last 30 s at one press (or by its key), more from the menu. While a broadcast is live. */
export function ClipButton() {
  const { clip, isBusy, isReady } = useClip();
  const [shortest] = clipLengths;
  return (
    <div className="flex shrink-0">
      <Button
        icon={Scissors}
        isBusy={isBusy}
        disabled={!isReady}
        className="h-10 rounded-r-none"
        onClick={() => void clip(shortest)}
      >
        {words.clip}
      </Button>
      <Menu
        trigger={
          <Button aria-label={words.more} disabled={!isReady} className="h-10 rounded-l-none border-l-0 px-2!">
            <ChevronDown aria-hidden className="size-4" />
          </Button>
        }
      >
        {clipLengths.map((seconds) => (
          <MenuItem key={seconds} icon={Scissors} onSelect={() => void clip(seconds)}>
            {words.last(seconds)}
            <span className="block text-xs text-muted">{words.note}</span>
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
}
