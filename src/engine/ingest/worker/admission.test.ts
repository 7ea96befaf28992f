import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultRtmpLimits } from '../rtmp-limits.js';
import { Admission, type Admitted } from './admission.js';

class Guest implements Admitted {
  role: Admitted['role'] = 'none';
  isDestroyed = false;
  readonly address: string;
  readonly isLoopback: boolean;
  constructor(address: string) {
    this.address = address;
    this.isLoopback = address === '127.0.0.1';
  }
  destroy(): void {
    this.isDestroyed = true;
  }
}

const limits = {
  ...defaultRtmpLimits,
  connectionsPerNetworkAddress: 3,
  connectionsPerLoopbackAddress: 5,
  connectionsInAll: 8,
};

test('a newcomer pushes out the oldest that has not begun, never a publisher', () => {
  const admission = new Admission<Guest>(limits);
  const [encoder, first, second, third] = [0, 1, 2, 3].map(() => new Guest('192.0.2.7'));
  if (encoder === undefined || first === undefined || second === undefined || third === undefined) return;
  encoder.role = 'publisher';
  for (const guest of [encoder, first, second, third]) expect(admission.admit(guest)).toBe(true);
  expect([encoder, first, second, third].map(({ isDestroyed }) => isDestroyed)).toEqual([false, true, false, false]);
});

test('is full when all of an address have begun', () => {
  const admission = new Admission<Guest>(limits);
  for (let count = 0; count < 3; count += 1) {
    const guest = new Guest('192.0.2.7');
    guest.role = 'publisher';
    admission.admit(guest);
  }
  expect(admission.admit(new Guest('192.0.2.7'))).toBe(false);
  expect(admission.admit(new Guest('192.0.2.8'))).toBe(true);
});

test('the limits hold and nobody who has begun is pushed out, whatever comes', () => {
  const step = fc.record({
    address: fc.constantFrom('127.0.0.1', '192.0.2.1', '192.0.2.2', '192.0.2.3'),
    action: fc.constantFrom('admit', 'begin', 'leave'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const admission = new Admission<Guest>(limits);
      let inside: Guest[] = [];
      for (const { address, action } of steps) {
        const own = inside.find((guest) => guest.address === address && guest.role === 'none');
        if (action === 'admit') {
          const guest = new Guest(address);
          if (admission.admit(guest)) inside.push(guest);
        } else if (own !== undefined && action === 'begin') own.role = 'pull';
        else if (own !== undefined) {
          admission.release(own);
          inside = inside.filter((guest) => guest !== own);
        }
        expect(inside.filter(({ role, isDestroyed }) => role !== 'none' && isDestroyed)).toEqual([]);
        inside = inside.filter(({ isDestroyed }) => !isDestroyed);
        expect(new Set(admission.all())).toEqual(new Set(inside));
        expect(admission.count).toBe(inside.length);
        expect(inside.length).toBeLessThanOrEqual(limits.connectionsInAll);
        const ofAddress = inside.filter((guest) => guest.address === address).length;
        expect(ofAddress).toBeLessThanOrEqual(address === '127.0.0.1' ? 5 : 3);
      }
    }),
  );
});

test('handshakes are rationed by address', () => {
  const admission = new Admission<Guest>({ ...limits, handshakesPerSecondNetwork: 10 });
  const guest = new Guest('192.0.2.7');
  const allowed = (nowMs: number): number =>
    Array.from({ length: 100 }, () => admission.mayHandshake(guest, nowMs)).filter(Boolean).length;
  expect(allowed(0)).toBe(20);
  expect(allowed(1_000)).toBe(10);
  expect(admission.mayHandshake(new Guest('192.0.2.8'), 1_000)).toBe(true);
});
