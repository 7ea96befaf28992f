import { isBeforeProgramme } from '../shared/before-programme.js';
import type { Relay, RelayRun } from '../shared/relays.js';
import type { StudioState } from '../shared/studio-state.js';
import { feedWords } from './relay-feed-words.js';
import { relayUplinkLine } from './relay-uplink-words.js';
import { wordsFor } from './words.js';

type RelayState = Pick<StudioState, 'broadcast' | 'relays' | 'nextRelays' | 'uplink' | 'doctor'>;

/**
 * Tells what relays will be fed with and take of the line, what they really get once the programme is there, and how they
 * fare: each time one begins, comes back, or is in trouble. Failures are told by notices.
 */
export class RelayNews {
  readonly #tell: (line: string) => void;
  readonly #isOneShow: boolean;
  readonly #told = new Map<string, 'live' | 'trouble'>();
  /** What was said last of what each gets, by relay. */
  readonly #forecasts = new Map<string, string>();
  readonly #feeds = new Map<string, string>();
  /** What was said of the line in this broadcast. */
  readonly #lines = new Set<string>();

  /** `isOneShow`: the command ends with the broadcast, so what comes after it is no news. */
  constructor(tell: (line: string) => void, isOneShow = false) {
    this.#tell = tell;
    this.#isOneShow = isOneShow;
  }

  look(state: RelayState): void {
    const { broadcast, relays } = state;
    if (broadcast === null) for (const told of [this.#told, this.#feeds, this.#lines]) told.clear();
    if (broadcast === null && this.#isOneShow) return;
    if (isBeforeProgramme(broadcast)) return this.#lookAhead(state);
    for (const run of broadcast?.relays ?? []) {
      const relay = relays.find(({ id }) => id === run.relayId);
      if (relay !== undefined) this.#lookAt(relay, run);
    }
    this.#lookAtLine(state);
  }

  #lookAhead(state: RelayState): void {
    const { relays, nextRelays } = state;
    const news: string[] = [];
    let isAssumed = false;
    for (const next of nextRelays) {
      const relay = relays.find(({ id }) => id === next.relayId);
      if (relay === undefined) continue;
      const { name, feed: wish } = relay.config;
      const { kind, name: rung, reason } = next.feed;
      const key = relay.hasKey ? [kind, rung, reason?.code].join(' ') : 'no key';
      if (this.#forecasts.get(next.relayId) === key) continue;
      this.#forecasts.set(next.relayId, key);
      if (!relay.hasKey) news.push(`warning: ${wordsFor('relay.no-key', { name })}`);
      else {
        isAssumed ||= next.isAssumed;
        news.push(`${name} will get ${feedWords(next.feed, wish, true)}`);
      }
    }
    if (news.length === 0) return;
    for (const line of news) this.#tell(line);
    if (isAssumed) this.#tell('That is reckoned for 1080p, 30 pictures a second and 6 Mb/s: no source is known yet.');
    const line = relayUplinkLine(state, true);
    if (line !== null) this.#tell(line);
  }

  #lookAt({ config: { name, feed: wish } }: Relay, { relayId, status, via, reason, feed }: RelayRun): void {
    const isOn = status !== 'idle' && status !== 'failed';
    if (isOn && feed !== null) {
      const key = [feed.kind, feed.name, feed.reason?.code].join(' ');
      if (this.#feeds.get(relayId) !== key) this.#tell(`${name} gets ${feedWords(feed, wish, false)}`);
      this.#feeds.set(relayId, key);
    }
    const told = this.#told.get(relayId);
    if (status === 'live' && reason === null && told !== 'live') {
      this.#told.set(relayId, 'live');
      this.#tell(`Sending on to ${name}${via === 'backup' ? ' (its backup address)' : ''}.`);
    } else if (reason !== null && told !== 'trouble' && isTrouble(status, reason.code)) {
      this.#told.set(relayId, 'trouble');
      const words = wordsFor(reason.code, { ...reason.details, name: null });
      const again = needNoWord.has(reason.code) ? '' : ' It is tried again by itself.';
      this.#tell(`warning: ${name}: ${words}${again}`);
    }
  }

  /** Once it is known as a whole, and again when it is not enough any more. */
  #lookAtLine(state: RelayState): void {
    const { broadcast, uplink } = state;
    if (broadcast === null || uplink?.isComplete !== true) return;
    const isLadderKnown = broadcast.publication === null || uplink.ladder > 0;
    const key = uplink.fits === false ? 'short' : 'fits';
    if (!isLadderKnown || this.#lines.has(key) || (key === 'fits' && this.#lines.size > 0)) return;
    this.#lines.add(key);
    const line = relayUplinkLine(state, false);
    if (line !== null) this.#tell(line);
  }
}

/** Their own words say that it goes on by itself. */
const needNoWord: ReadonlySet<string> = new Set(['relay.restarting', 'relay.feed-silent']);

/** A source that is away is told by itself. */
function isTrouble(status: RelayRun['status'], code: string): boolean {
  return (
    status === 'reconnecting' ||
    (status !== 'failed' && (code === 'relay.feed-silent' || code === 'relay.encode-failing'))
  );
}
