import { expect, test } from 'vitest';
import type { LivePhase } from './live-phase.js';
import { sampleBroadcast } from './sample-broadcast.test-support.js';
import { showCommands, type ShowActs, type ShowFacts } from './show-commands.js';

const broadcast = sampleBroadcast();
const own = { purpose: 'live', broadcast } as const;

/** What the palette offers in a phase, and what running all of it does. */
function offered(phase: LivePhase, more: Partial<ShowFacts> = {}) {
  const done: string[] = [];
  const acts: ShowActs = {
    begin: (purpose) => done.push(`begin ${purpose}`),
    askEnd: (purpose) => done.push(`ask-end ${purpose}`),
    undoEnd: () => done.push('undo-end'),
    endNow: () => done.push('end-now'),
    pause: () => done.push('pause'),
    resume: () => done.push('resume'),
    ask: ({ kind }) => done.push(`ask ${kind}`),
    clip: (seconds) => done.push(`clip ${seconds}`),
    muteMaster: () => done.push('mute'),
    muteMicrophones: () => done.push('mute-microphones'),
  };
  const facts = { isPaused: false, canClip: false, isMuted: false, areMicrophonesMuted: null };
  const commands = showCommands({ phase, ...facts, ...more }, acts);
  for (const { run } of commands) run();
  return { titles: commands.map(({ title }) => title), done };
}

test('every phase offers what its buttons do', () => {
  const done = (phase: LivePhase) => offered(phase).done.filter((each) => each !== 'mute');
  const begins = ['begin live', 'begin record', 'begin rehearse'];
  expect([done({ kind: 'off' }), done({ kind: 'refused', reason: null })]).toEqual([begins, begins]);
  expect(done({ kind: 'connecting', purpose: 'live' })).toEqual(['end-now']);
  expect(done({ kind: 'starting', purpose: 'record' })).toEqual(['end-now']);
  expect(done({ kind: 'live', ...own })).toEqual(['pause', 'ask-end live']);
  expect(done({ kind: 'interrupted', ...own })).toEqual(['pause', 'ask-end live']);
  expect(done({ kind: 'leaving', ...own, atMs: 0 })).toEqual(['undo-end', 'end-now']);
  expect(done({ kind: 'broken', ...own, showId: 'a' })).toEqual(['resume', 'ask end']);
  const show = { showId: 'a', purpose: 'live' } as const;
  expect(done({ kind: 'elsewhere', broadcast, show })).toEqual(['ask take-over']);
  expect(done({ kind: 'elsewhere', broadcast: null, show: null })).toEqual([]);
  expect([done({ kind: 'busy', broadcast }), done({ kind: 'ending' })]).toEqual([[], []]);
});

test('an end can be taken back by its name; clips and mutes are there whoever sends', () => {
  expect(offered({ kind: 'leaving', ...own, atMs: 0 }).titles).toEqual(
    expect.arrayContaining(['Stay on air', 'End now']),
  );
  const { titles, done } = offered(
    { kind: 'busy', broadcast },
    { canClip: true, isMuted: true, areMicrophonesMuted: false },
  );
  expect(done).toEqual(['clip 30', 'clip 60', 'clip 120', 'mute', 'mute-microphones']);
  expect(titles).toEqual(expect.arrayContaining(['Unmute the programme', 'Mute all microphones']));
  expect(titles[0]).toMatch(/^Clip that: /);
});
