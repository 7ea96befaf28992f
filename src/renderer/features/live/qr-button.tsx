import { QrCode } from 'lucide-react';
import { useState } from 'react';
import type { Link } from '../../../shared/domain.js';
import { Button } from '../../ui/button.js';
import { DialogFrame } from '../../ui/dialog-frame.js';
import { AllowNetwork } from './allow-network.js';
import { liveWords } from './live-words.js';
import { QrImage } from './qr-image.js';
import { ReachBadge } from './reach-badge.js';

/** Shows the link as a QR code, or why a phone could not open it. */
export function QrButton({ link }: { readonly link: Link }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={QrCode} aria-label={liveWords.qr.show} onClick={() => setIsOpen(true)}>
        {liveWords.qr.short}
      </Button>
      <DialogFrame
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={liveWords.qr.title}
        {...(link.reach !== 'computer' && { description: liveWords.qr.lead })}
      >
        {link.reach === 'computer' ? (
          <AllowNetwork />
        ) : (
          <div className="grid justify-items-center gap-3">
            <QrImage text={link.url} />
            <ReachBadge reach={link.reach} />
            <p className="text-center font-mono text-xs break-all text-muted">{link.url}</p>
          </div>
        )}
      </DialogFrame>
    </>
  );
}
