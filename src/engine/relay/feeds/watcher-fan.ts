import type { ProgrammeWatcher } from '../../package/programme-watcher.js';
import type { Sample, TrackInfo } from '../../package/sample.js';

interface Begun {
  readonly track: TrackInfo;
  readonly bytes: Buffer;
}

/** Passes what a watcher sees on to any number of them; one that comes late is told what the run under way began with. */
export class WatcherFan implements ProgrammeWatcher {
  readonly #watchers = new Set<ProgrammeWatcher>();
  readonly #inits = new Map<string, Begun>();
  #isOn = false;

  add(watcher: ProgrammeWatcher): void {
    this.#watchers.add(watcher);
    if (!this.#isOn) return;
    watcher.runBegins({ continues: false });
    for (const [rendition, { track, bytes }] of this.#inits) watcher.init(rendition, track, bytes);
  }

  remove(watcher: ProgrammeWatcher): void {
    this.#watchers.delete(watcher);
  }

  runBegins(run: { readonly continues: boolean }): void {
    this.#isOn = true;
    this.#inits.clear();
    for (const watcher of this.#watchers) watcher.runBegins(run);
  }

  init(rendition: string, track: TrackInfo, bytes: Buffer): void {
    this.#inits.set(rendition, { track, bytes });
    for (const watcher of this.#watchers) watcher.init(rendition, track, bytes);
  }

  sample(rendition: string, sample: Sample, dtsTicks: number): void {
    for (const watcher of this.#watchers) watcher.sample(rendition, sample, dtsTicks);
  }

  runEnds(): void {
    this.#isOn = false;
    this.#inits.clear();
    for (const watcher of this.#watchers) watcher.runEnds();
  }
}
