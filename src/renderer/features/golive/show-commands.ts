import {
  CircleX,
  Disc,
  FlaskConical,
  MicOff,
  Pause,
  Play,
  Radio,
  Scissors,
  Send,
  Square,
  Undo2,
  VolumeX,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { clipLengths } from '../../../shared/clips.js';
import { assertNever } from '../../../shared/errors.js';
import type { FeedPurpose } from '../../../shared/feed.js';
import type { PaletteCommand } from '../palette/commands.js';
import type { AskedOfShow } from './ask-show-question.js';
import { clipWords } from './clip-words.js';
import { goLiveWords as words } from './golive-words.js';
import type { LivePhase } from './live-phase.js';

/** What the show's commands do, on whatever page. */
export interface ShowActs {
  readonly begin: (purpose: FeedPurpose) => void;
  readonly askEnd: (purpose: FeedPurpose) => void;
  readonly undoEnd: () => void;
  readonly endNow: () => void;
  readonly pause: () => void;
  /** Goes on with a show that broke off. */
  readonly resume: () => void;
  /** Asks first: what it does cannot be taken back. */
  readonly ask: (asked: AskedOfShow) => void;
  readonly clip: (seconds: (typeof clipLengths)[number]) => void;
  readonly muteMaster: () => void;
  readonly muteMicrophones: () => void;
}

export interface ShowFacts {
  readonly phase: LivePhase;
  readonly isPaused: boolean;
  /** A broadcast is on that clips can be made of. */
  readonly canClip: boolean;
  readonly isMuted: boolean;
  /** Null: there is no microphone. */
  readonly areMicrophonesMuted: boolean | null;
}

/** The show's commands in the palette: those that make sense as it stands. */
export function showCommands(facts: ShowFacts, act: ShowActs): readonly PaletteCommand[] {
  const { isMuted, areMicrophonesMuted, canClip } = facts;
  const { mute } = words;
  return [
    ...phaseCommands(facts, act),
    ...(canClip
      ? clipLengths.map((seconds) =>
          command(`clip-${seconds}`, words.clipThat(clipWords.last(seconds)), Scissors, () => act.clip(seconds)),
        )
      : []),
    command('mute', isMuted ? mute.programmeOff : mute.programme, VolumeX, act.muteMaster),
    ...(areMicrophonesMuted === null
      ? []
      : [
          command(
            'mute-microphones',
            areMicrophonesMuted ? mute.microphonesOff : mute.microphones,
            MicOff,
            act.muteMicrophones,
          ),
        ]),
  ];
}

function phaseCommands({ phase, isPaused }: ShowFacts, act: ShowActs): readonly PaletteCommand[] {
  switch (phase.kind) {
    case 'off':
    case 'ended':
    case 'refused':
      return [
        command('live', words.goLive, Radio, () => act.begin('live')),
        command('record', words.begin.record, Disc, () => act.begin('record')),
        command('rehearse', words.begin.rehearse, FlaskConical, () => act.begin('rehearse')),
      ];
    case 'connecting':
    case 'starting':
      return [command('cancel', words.cancelBegin, CircleX, act.endNow)];
    case 'live':
    case 'interrupted': {
      const end = words.endAsk[phase.purpose].confirm;
      return [
        command('pause', isPaused ? words.resume : words.pauseLong, isPaused ? Play : Pause, act.pause),
        command('end', end, Square, () => act.askEnd(phase.purpose)),
      ];
    }
    case 'leaving':
      return [
        command('undo-end', words.undo, Undo2, act.undoEnd),
        command('end-now', words.endNow, Square, act.endNow),
      ];
    case 'broken':
      return [
        command('resume', words.takeUp, Play, act.resume),
        command('end-now', words.endAsk[phase.purpose].confirm, Square, () =>
          act.ask({ kind: 'end', purpose: phase.purpose }),
        ),
      ];
    case 'elsewhere':
      return phase.show === null
        ? []
        : [command('take-over', words.takeOver.button, Send, () => act.ask({ kind: 'take-over' }))];
    case 'busy':
    case 'ending':
      return [];
    default:
      return assertNever(phase);
  }
}

function command(id: string, title: string, icon: LucideIcon, run: () => void): PaletteCommand {
  return { id: `show-${id}`, title, group: words.bar, icon, run };
}
