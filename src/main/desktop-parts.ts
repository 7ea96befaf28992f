import { clipboard } from 'electron';
import type { ShowOn } from '../shared/host-protocol.js';
import type { NativeNotice } from '../shared/native-notice.js';
import type { StudioGlance } from '../shared/studio-glance.js';
import type { BackgroundKeys } from './background-keys.js';
import type { HostHandlers } from './answer-call.js';
import { DeepLinks } from './deep-links.js';
import { NativeNotices } from './native-notices.js';
import { SecretKey } from './secret-key.js';
import type { Note } from './shell-log.js';
import { StudioTray } from './studio-tray.js';
import type { StudioWindow } from './studio-window.js';
import { takeKeys } from './take-keys.js';

/** What the app is beside its window: an icon in the tray, keys in the background, links that open it, messages of the system. */
export class DesktopParts {
  readonly #studio: StudioWindow;
  readonly #tray: StudioTray;
  readonly #keys: BackgroundKeys;
  readonly #links: DeepLinks;
  readonly secrets: SecretKey;
  readonly #notices: NativeNotices;
  #glance: StudioGlance | null = null;

  constructor(studio: StudioWindow, note: Note) {
    this.#studio = studio;
    this.secrets = new SecretKey(note);
    this.#tray = new StudioTray({ open: () => studio.focus(), act: (act) => studio.tell('onAct', act) });
    this.#links = new DeepLinks(
      (place) => studio.tell('onGoTo', place),
      () => studio.focus(),
    );
    const isFocused = (): boolean => studio.isFocused();
    this.#notices = new NativeNotices(isFocused, ({ about }) => {
      studio.focus();
      const link = this.#glance?.link ?? null;
      if (about === 'link' && link !== null) void clipboard.writeText(link);
    });
    this.#keys = takeKeys({
      isFocused,
      onPressed: (hotkey) => studio.tell('onHotkey', hotkey),
      onStandings: (standings) => studio.tell('onKeyStandings', standings),
    });
  }

  /** Once the app is ready. */
  start(): void {
    this.#tray.start();
    this.#links.start();
  }

  /** The app was started a second time, with these arguments: this one comes to the front. */
  wake(argv: readonly string[]): void {
    this.#studio.focus();
    this.#links.openAmong(argv);
  }

  /** A message of the system, of the app's own. */
  tell(notice: NativeNotice): void {
    this.#notices.show(notice);
  }

  follow(show: ShowOn): void {
    this.#tray.follow(show);
  }

  /** Whether the page captures a screen or a window, as it tells. */
  isSharing(): boolean {
    return this.#glance?.isSharing ?? false;
  }

  /** What the page has told of itself holds no more. */
  pageGone(): void {
    this.#glance = null;
    this.#links.listen(false);
    this.#tray.glance(null);
    this.#keys.set([]);
  }

  /** What the page may ask of these. */
  handlers(): Pick<HostHandlers, 'tellGlance' | 'setBackgroundKeys' | 'notify' | 'secretsKept'> {
    return {
      tellGlance: (glance) => {
        this.#glance = glance;
        this.#tray.glance(glance);
        this.#links.listen(true);
        return null;
      },
      setBackgroundKeys: (wanted) => this.#keys.set(wanted),
      secretsKept: () => this.secrets.kept(),
      notify: (notice) => {
        this.#notices.show(notice);
        return null;
      },
    };
  }
}
