import type { Host } from '../../../../shared/host.js';
import { hostChannels } from '../../../../shared/host-channels.js';

type PageCalls = Pick<
  Host,
  'openWebPage' | 'changeWebPage' | 'closeWebPage' | 'reloadWebPage' | 'hearWebPage' | 'showWebPageWindow'
>;

/** The two ends that the desktop app hands over for an open page. */
export interface WebPageEnds {
  /** For who composes: `WebPagePicture`. */
  readonly pictures: MessagePort;
  /** `WebPageState`. */
  readonly states: MessagePort;
}

/** What shows web pages for this page: the desktop app. */
export interface WebPageHost extends PageCalls {
  /** Tells the ends of a source's page, each time that it is opened. Null: nobody listens any more. */
  onEnds(sourceId: string, listener: ((ends: WebPageEnds) => void) | null): void;
}

/** `page`: the window that the preload hands the ports to. */
export function createWebPageHost(host: PageCalls, page: Window): WebPageHost {
  const listeners = new Map<string, (ends: WebPageEnds) => void>();
  page.addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
    if (source !== page || typeof data !== 'object' || data === null) return;
    const { type, sourceId } = data as { readonly type?: unknown; readonly sourceId?: unknown };
    const [pictures, states] = ports;
    if (type !== hostChannels.webPagePorts || typeof sourceId !== 'string') return;
    const listener = listeners.get(sourceId);
    if (pictures !== undefined && states !== undefined && listener !== undefined) return listener({ pictures, states });
    // closed while it was opened
    for (const port of ports) port.close();
  });
  const { openWebPage, changeWebPage, closeWebPage, reloadWebPage, hearWebPage, showWebPageWindow } = host;
  return {
    ...{ openWebPage, changeWebPage, closeWebPage, reloadWebPage, hearWebPage, showWebPageWindow },
    onEnds: (sourceId, listener) => {
      if (listener === null) listeners.delete(sourceId);
      else listeners.set(sourceId, listener);
    },
  };
}
