import { Menu, Tray, app, clipboard, nativeImage, type NativeImage } from 'electron';
import { join } from 'node:path';
import type { ShowOn } from '../shared/host-protocol.js';
import type { StudioGlance, TrayAct } from '../shared/studio-glance.js';
import { shellWords } from './shell-words.js';
import { trayMenu, trayStanding } from './tray-menu.js';

export interface StudioTrayDeps {
  /** Brings the studio's window to the front. */
  readonly open: () => void;
  /** Has the page do it. */
  readonly act: (act: TrayAct) => void;
}

/** macOS draws its own colours into what is named a template. */
const iconOf = (is: ShowOn['is']): NativeImage => {
  const name = process.platform === 'darwin' ? `${is}Template.png` : `${is}.png`;
  return nativeImage.createFromPath(join(__dirname, '..', '..', 'resources', 'tray', name));
};

/**
 * The icon beside the clock: what is on, and what is wanted quickest. Nobody can count on it: a Linux desktop may show none, and
 * cannot be asked. So the window stays what the app is, and closing it quits.
 */
export class StudioTray {
  readonly #deps: StudioTrayDeps;
  #tray: Tray | null = null;
  #show: ShowOn['is'] = 'off';
  #glance: StudioGlance | null = null;

  constructor(deps: StudioTrayDeps) {
    this.#deps = deps;
  }

  /** Once the app is ready. */
  start(): void {
    this.#tray = new Tray(iconOf(this.#show));
    // where a click does not open the menu
    this.#tray.on('click', () => this.#deps.open());
    this.#draw();
  }

  /** What is on, as the engine tells it. */
  follow({ is }: ShowOn): void {
    if (is === this.#show) return;
    this.#show = is;
    this.#tray?.setImage(iconOf(is));
    this.#draw();
  }

  /** How the page stands. Null: it is gone, or another one comes. */
  glance(glance: StudioGlance | null): void {
    this.#glance = glance;
    this.#draw();
  }

  #draw(): void {
    const { open, act } = this.#deps;
    const template = trayMenu(this.#show, this.#glance, {
      open,
      toggleShow: () => {
        // it asks, or says what holds it up: to be seen
        open();
        act('toggleShow');
      },
      muteMicrophones: () => act('muteMicrophones'),
      copyLink: (link) => void clipboard.writeText(link),
      quit: () => app.quit(),
    });
    this.#tray?.setContextMenu(Menu.buildFromTemplate(template));
    this.#tray?.setToolTip(`${shellWords.appName}: ${trayStanding(this.#show, this.#glance)}`);
  }
}
