import { clsx } from 'clsx';
import { HardDrive } from 'lucide-react';
import { useEngineState } from '../../stores/studio-context.js';
import { formatBytes, formatSpan } from '../../ui/format.js';
import { goLiveWords as words } from './golive-words.js';

/** More than a day is no news. */
const worthTellingSeconds = 24 * 3600;

/** How long the disk takes recordings, while one is made; else what is free. Always in sight while that is little. */
export function DiskLeft() {
  const disk = useEngineState((state) => state.disk);
  if (disk === null) return null;
  const { freeBytes, secondsLeft, isLow } = disk;
  const isTimed = secondsLeft !== null && (isLow || secondsLeft < worthTellingSeconds);
  return (
    <p
      className={clsx(
        'shrink-0 items-center gap-1.5 text-xs whitespace-nowrap tabular-nums',
        // where there is little room only a warning has some
        isLow ? 'flex font-medium text-warn-text' : 'hidden text-muted lg:flex',
      )}
    >
      <HardDrive aria-hidden className="size-3.5" />
      {isTimed ? words.diskLeft(formatSpan(secondsLeft)) : words.diskFree(formatBytes(freeBytes))}
    </p>
  );
}
