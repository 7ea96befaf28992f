import { AppError, type ErrorCode } from '../../../../shared/errors.js';
import { TurningClock } from '../../../publish/bucket/testing/turning-clock.js';
import type { RelayTag } from '../../relay-tag.js';
import type { RelayTarget } from '../../relay-target.js';
import { defaultUnitLimits, type UnitLimits } from '../../unit-limits.js';
import { RelayFeed } from '../relay-feed.js';
import { RelayUnit } from '../relay-unit.js';
import { HandService } from './hand-push.js';
import { audioHeader, picture, script, sound, videoHeader } from './tags.js';

export const primaryUrl = 'rtmp://primary/live';
export const backupUrl = 'rtmp://backup/live';

/** A refusal or a failure, as RtmpPush tells it. */
export function failure(code: ErrorCode): AppError {
  return new AppError(code, 'a test says so', { retryable: true });
}

/** For tests: one unit on a clock turned by hand, a programme that runs with it, services that do as they are told. */
export class UnitBench {
  readonly clock = new TurningClock();
  readonly service = new HandService(this.clock);
  readonly unit: RelayUnit;
  /** Every picture of the programme, in order. */
  readonly pictures: Uint8Array[] = [];
  #feed: RelayFeed | null = null;
  #sourceMs = 0;

  constructor(target: Partial<RelayTarget> = {}, limits: Partial<UnitLimits> = {}) {
    this.unit = new RelayUnit({
      target: {
        id: 'r',
        startNumber: 1,
        feedId: 'source',
        primary: { url: primaryUrl, key: 'key-of-primary' },
        backup: null,
        whileSourceIsGone: 'hold',
        reconnectOnNewConfig: false,
        ...target,
      },
      factory: this.service,
      clock: this.clock,
      limits: { ...defaultUnitLimits, ...limits },
      onChange: () => undefined,
      chance: () => 1,
    });
  }

  /** A source comes. Its clock starts anew. */
  sourceComes(headers: readonly RelayTag[] = [script(), videoHeader(), audioHeader()]): void {
    const feed = new RelayFeed(defaultUnitLimits.gopBytes, this.clock);
    this.#feed = feed;
    this.#sourceMs = 0;
    this.unit.attach(feed);
    feed.take(headers);
  }

  sourceGoes(): void {
    this.#feed = null;
    this.unit.detach();
  }

  /** Lets so much time pass: while there is a source, with a picture every 100 ms, a keyframe every second. */
  async run(ms: number, pictureBytes = 100): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      const made = picture(this.#sourceMs, this.#sourceMs % 1_000 === 0, pictureBytes);
      this.pictures.push(made.data);
      this.#feed?.take([made, sound(this.#sourceMs)]);
      this.#sourceMs += 100;
      await this.clock.run(Math.min(100, ms - passed));
    }
  }

  /** Started, with a source, and so far as the service lets it. */
  async goLive(): Promise<void> {
    this.sourceComes();
    this.unit.start();
    await this.clock.run(0);
  }

  /** Where it stands. */
  get stand(): string {
    const { status, via, reason } = this.unit.state();
    return [status, via, reason?.code ?? '-'].join(' ');
  }
}
