import { MessageChannelMain, type WebContents } from 'electron';
import { hostChannels } from '../../shared/host-channels.js';
import type { HostHandlers } from '../answer-call.js';
import type { OtherContents } from '../security.js';
import { guardPage, openPageSession, type PageSession } from './page-session.js';
import { WebPage } from './web-page.js';

/** More at once would take the memory that the show needs. */
const mostPages = 24;

type PageCalls = Pick<
  HostHandlers,
  | 'openWebPage'
  | 'changeWebPage'
  | 'closeWebPage'
  | 'reloadWebPage'
  | 'hearWebPage'
  | 'showWebPageWindow'
  | 'forgetWebPages'
>;

/** The web pages that are sources of the stage, by source. They go with the studio's window, and stay when its page is loaded anew. */
export class WebPages implements OtherContents {
  readonly #engineUrl: () => string | null;
  readonly #isSandboxMissing: boolean;
  readonly #studio: () => WebContents | null;
  readonly #pages = new Map<string, WebPage>();
  #session: PageSession | null = null;
  /** The studio whose end is theirs. */
  #followed: WebContents | null = null;

  /** `engineUrl`: where the engine is, which no page may reach. `studio`: the page that asks for them. `isSandboxMissing`: none is opened. */
  constructor(options: {
    readonly engineUrl: () => string | null;
    readonly studio: () => WebContents | null;
    readonly isSandboxMissing: boolean;
  }) {
    this.#engineUrl = options.engineUrl;
    this.#studio = options.studio;
    this.#isSandboxMissing = options.isSandboxMissing;
  }

  /** Sets the rules of what shows web pages; false: it is none of these, and others hold for it. */
  guard(contents: WebContents): boolean {
    if (contents.session !== this.#session?.session) return false;
    guardPage(contents);
    return true;
  }

  /** What the studio may have done with them. */
  readonly calls: PageCalls = {
    openWebPage: ({ sourceId, settings }) => {
      if (this.#isSandboxMissing) return 'no-sandbox';
      const studio = this.#studio();
      if (studio === null) return 'too-many';
      const known = this.#pages.get(sourceId);
      if (known === undefined && this.#pages.size >= mostPages) return 'too-many';
      known?.change(settings);
      const page = known ?? new WebPage(settings, this.#open(studio), () => this.#close(sourceId));
      this.#pages.set(sourceId, page);
      const [pictures, states] = [new MessageChannelMain(), new MessageChannelMain()];
      page.connect(pictures.port1, states.port1);
      studio.postMessage(hostChannels.webPagePorts, sourceId, [pictures.port2, states.port2]);
      return 'open';
    },
    changeWebPage: ({ sourceId, settings }) => {
      this.#pages.get(sourceId)?.change(settings);
      return null;
    },
    closeWebPage: (sourceId) => {
      this.#close(sourceId);
      return null;
    },
    reloadWebPage: (sourceId) => {
      this.#pages.get(sourceId)?.reload();
      return null;
    },
    hearWebPage: (sourceId) => {
      const studio = this.#studio();
      return studio === null ? null : (this.#pages.get(sourceId)?.soundFor(studio) ?? null);
    },
    showWebPageWindow: (sourceId) => {
      this.#pages.get(sourceId)?.showWindow();
      return null;
    },
    forgetWebPages: async () => {
      const { session: own } = this.#ownSession();
      await own.clearStorageData();
      await own.clearAuthCache();
      await own.clearCache();
      for (const page of this.#pages.values()) page.reload();
      return null;
    },
  };

  #open(studio: WebContents): PageSession {
    if (this.#followed !== studio) studio.once('destroyed', () => this.#closeAll());
    this.#followed = studio;
    return this.#ownSession();
  }

  #ownSession(): PageSession {
    this.#session ??= openPageSession(this.#engineUrl, (...asked) =>
      [...this.#pages.values()].some((page) => page.mayBeHeard(...asked)),
    );
    return this.#session;
  }

  #close(sourceId: string): void {
    this.#pages.get(sourceId)?.close();
    this.#pages.delete(sourceId);
  }

  #closeAll(): void {
    for (const sourceId of [...this.#pages.keys()]) this.#close(sourceId);
  }
}
