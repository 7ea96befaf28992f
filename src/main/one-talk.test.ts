import { expect, it } from 'vitest';
import { OneTalk } from './one-talk.js';

it('has one talk at a time: what is asked for meanwhile is left, what comes by itself follows', async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  /** One that goes on until it is ended. */
  const talk = (name: string) => (): Promise<void> => {
    begun.push(name);
    return new Promise((resolve) => void ends.push(resolve));
  };
  const talks = new OneTalk();
  talks.begin(talk('menu'));
  const offered = talks.beginBehind(talk('offer'));
  talks.begin(talk('menu again'));
  expect(begun).toEqual(['menu']);

  ends.shift()?.();
  await offered;
  talks.begin(talk('menu again'));
  expect(begun).toEqual(['menu', 'offer']);

  ends.shift()?.();
  await talks.beginBehind(talk('offer'));
  expect(begun).toEqual(['menu', 'offer', 'offer']);
});
