import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { TurningClock, settled } from '../../publish/bucket/testing/turning-clock.js';
import type { RelayFeedMessage } from '../relay-tag.js';
import type { RelayTarget, RelayUnitState } from '../relay-target.js';
import { defaultUnitLimits } from '../unit-limits.js';
import { RelayHub } from './relay-hub.js';
import { HandService } from './testing/hand-push.js';
import { audioHeader, picture, sound, videoHeader } from './testing/tags.js';

const clock = new TurningClock();
let service = new HandService(clock);
let states: readonly RelayUnitState[] = [];
let lost: string[] = [];
const ports: MessagePort[] = [];

function makeHub(): RelayHub {
  service = new HandService(clock);
  states = [];
  lost = [];
  return new RelayHub({
    factory: service,
    clock,
    limits: defaultUnitLimits,
    onStates: (told) => (states = told),
    onFeedLost: (feedId) => lost.push(feedId),
  });
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function feedOf(hub: RelayHub, feedId: string): MessagePort {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1);
  hub.setFeed(feedId, port2);
  return port1;
}

/** Hands over tags, and waits until they were taken. */
async function send(port: MessagePort, ...tags: Extract<RelayFeedMessage, { type: 'tags' }>['tags']): Promise<unknown> {
  const answered = once(port, 'message');
  port.postMessage({ type: 'tags', tags } satisfies RelayFeedMessage);
  const [answer] = (await answered) as [unknown];
  await settled();
  return answer;
}

const target = (id: string, feedId: string): RelayTarget => ({
  id,
  feedId,
  primary: { url: `rtmp://${id}/live`, key: `key-of-${id}` },
  backup: null,
  whileSourceIsGone: 'hang-up',
  startNumber: 1,
  reconnectOnNewConfig: false,
});

const programme = [videoHeader(), audioHeader(), picture(0, true), sound(0)];

test('relays of one feed send one and the same buffers, those of another feed its own; what was taken is answered for', async () => {
  const hub = makeHub();
  const [source, rung] = [feedOf(hub, 'source'), feedOf(hub, 'rung')];
  hub.start(target('a', 'source'));
  hub.start(target('b', 'source'));
  hub.start(target('c', 'rung'));
  await settled();
  const bytes = programme.reduce((sum, { data }) => sum + data.length, 0);
  expect(await send(source, ...programme)).toEqual({ type: 'taken', bytes });
  await send(rung, ...programme, picture(40, false));
  const [a, b, c] = service.pushes;
  expect(a?.sent.map(({ data }) => data)).toHaveLength(4);
  for (const [index, { data }] of (a?.sent ?? []).entries()) expect(b?.sent[index]?.data).toBe(data);
  expect(c?.sent).toHaveLength(5);
  await hub.end();
});

test('another feed for a relay that runs: it goes on there behind what it has sent', async () => {
  const hub = makeHub();
  const [source, rung] = [feedOf(hub, 'source'), feedOf(hub, 'rung')];
  await send(rung, ...programme);
  hub.start(target('a', 'source'));
  await send(source, ...programme);
  await clock.run(500);
  hub.start(target('a', 'rung'));
  await send(rung, picture(40, false));
  await send(source, picture(40, false), picture(80, false));
  const [push, ...others] = service.pushes;
  expect(others).toEqual([]);
  const times = push?.sent.filter(({ data }) => data[1] === 1).map(({ timestampMs }) => timestampMs);
  expect(times).toEqual([0, 0, 500, 500, 540]);
  await hub.end();
});

test('stopped and started in one breath: it says good-bye before it comes back', async () => {
  const hub = makeHub();
  const source = feedOf(hub, 'source');
  hub.start(target('a', 'source'));
  await send(source, ...programme);
  service.newest.isStuck = true;
  // something waits behind a full socket, so that the good-bye takes its time
  await send(source, picture(40, false, 300_000), picture(80, false, 300_000));
  const stopped = hub.stop('a');
  hub.start(target('a', 'source'));
  await settled();
  expect(service.pushes).toHaveLength(1);
  await clock.run(defaultUnitLimits.leaveMs);
  await stopped;
  await settled();
  expect(service.pushes.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  expect(states.map(({ relayId, status }) => `${relayId} ${status}`)).toEqual(['a live']);
  await hub.end();
  expect([hub.states(), service.pushes[1]?.isClosed]).toEqual([[], true]);
});

test('a feed that ends is over; one whose port closes without a word is asked for again', async () => {
  const hub = makeHub();
  hub.start(target('a', 'source'));
  const first = feedOf(hub, 'source');
  await send(first, ...programme);
  const ended = once(first, 'close');
  first.postMessage({ type: 'end' } satisfies RelayFeedMessage);
  await ended;
  await settled();
  expect([states[0]?.status, lost]).toEqual(['idle', []]);
  const second = feedOf(hub, 'source');
  await send(second, ...programme);
  expect(states[0]?.status).toBe('live');
  second.close();
  while (lost.length === 0) await settled();
  expect([states[0]?.status, lost]).toEqual(['idle', ['source']]);
  await hub.end();
});
