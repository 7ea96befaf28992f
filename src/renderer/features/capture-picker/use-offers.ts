import { useEffect, useState } from 'react';
import type { Host } from '../../../shared/host.js';
import type { CaptureOffers } from '../../../shared/host-capture.js';

/** A picture every two seconds is alive enough, and listing many windows takes a good part of one. */
const refreshMs = 2_000;

export type OffersState =
  { readonly status: 'looking' } | { readonly status: 'failed' } | ({ readonly status: 'listed' } & CaptureOffers);

/** What may be shared, listed anew as long as this is on the page; never two lists at once. */
export function useOffers(host: Host): OffersState {
  const [state, setState] = useState<OffersState>({ status: 'looking' });
  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      const answer = await host.listCaptureSources(null);
      if (isOver) return;
      setState(answer.ok ? { status: 'listed', ...answer.value } : { status: 'failed' });
      timer = setTimeout(() => void look(), refreshMs);
    };
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [host]);
  return state;
}
