import { clsx } from 'clsx';
import { AppWindow, Monitor } from 'lucide-react';
import type { CaptureOffer } from '../../../shared/host-capture.js';
import { pickerWords as words } from './picker-words.js';

interface OfferTileProps {
  readonly offer: CaptureOffer;
  readonly domId: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onShare: () => void;
}

/** A screen or window as it looks now. A click chooses it, a second one shares it. */
export function OfferTile({ offer, domId, isChosen, onChoose, onShare }: OfferTileProps) {
  const { kind, name, thumbnail, icon, size, isOwn } = offer;
  const Icon = kind === 'screen' ? Monitor : AppWindow;
  const note = isOwn ? words.own : size === null ? null : words.size(size);
  return (
    <div
      id={domId}
      role="option"
      aria-selected={isChosen}
      onClick={onChoose}
      onDoubleClick={onShare}
      className={clsx(
        'grid min-w-0 cursor-pointer content-start gap-2 rounded-card border p-2 transition-colors',
        isChosen ? 'border-accent bg-accent-soft ring-1 ring-accent' : 'border-line bg-raised hover:border-line-strong',
      )}
    >
      <div className="grid aspect-video place-items-center overflow-hidden rounded-control bg-sunken">
        {thumbnail === null ? (
          <p className="grid justify-items-center gap-1.5 p-2 text-center text-2xs text-muted">
            <Icon aria-hidden className="size-6 opacity-70" strokeWidth={1.5} />
            {words.noPicture}
          </p>
        ) : (
          <img src={thumbnail} alt="" draggable={false} className="size-full object-contain" />
        )}
      </div>
      <div className="flex min-w-0 items-start gap-2 px-0.5">
        {icon === null ? (
          <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" strokeWidth={1.75} />
        ) : (
          <img src={icon} alt="" draggable={false} className="mt-0.5 size-4 shrink-0 object-contain" />
        )}
        <div className="min-w-0">
          <p title={name} className="truncate text-xs font-medium">
            {name}
          </p>
          {note !== null && <p className="text-2xs text-muted">{note}</p>}
        </div>
      </div>
    </div>
  );
}
