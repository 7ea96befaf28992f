/** What to do in the encoder. `text` has a place in braces for each of `places`. */
interface EncoderStep {
  readonly text: string;
  readonly places: Readonly<Record<string, string>>;
}

/** What is said about inputs and encoders, in one place, ready for translation. */
export const ingestWords = {
  held: {
    label: 'Encoder still sending',
    title: 'Your encoder is still sending',
    lead: 'Nobody sees it. Stop streaming in the encoder, or go live again with a new broadcast and a new link.',
    action: 'Go live again',
  },
  key: {
    renewed: 'The old one is worthless now. Copy the new one into your encoder.',
    renewedTitle: 'New stream key',
    label: 'Stream key',
    hint: 'Whoever has it can send to your channel. Keep it out of screenshots.',
    show: 'Show stream key',
    hide: 'Hide stream key',
    renew: 'Renew stream key',
    question: 'Make a new stream key?',
    confirm: 'Make a new key',
    renewLead:
      'The current key stops working at once, and an encoder that sends with it is cut off. You have to copy the new key into your encoder.',
    what: 'stream key',
  },
  server: {
    label: 'Server',
    what: 'server address',
    elsewhere: 'Server, for an encoder on another computer',
    elsewhereWhat: 'server address for another computer',
    ask: 'OBS on another computer?',
    allow: 'Accept encoders on this network',
  },
  status: {
    waiting: 'Waiting for your encoder',
    starting: 'The server for encoders is starting',
    off: 'The server for encoders is off',
    moment: 'A moment.',
    startAgain: 'Start Headwater again.',
    ready: (port: number) => ` · ready on port ${port}`,
  },
  /** The names in braces are those of the encoder's own settings. `seconds`: between keyframes; OBS sets whole ones only. */
  steps: (seconds: number): readonly EncoderStep[] => [
    {
      text: 'In OBS open {settings} and choose the service {service}',
      places: { settings: 'Settings → Stream', service: 'Custom…' },
    },
    {
      text: 'Copy {server} and {key} from here into the fields of the same name.',
      places: { server: 'Server', key: 'Stream key' },
    },
    seconds < 1
      ? {
          text: 'Under {output} choose H.264, and the shortest {interval}. With so short a delay the top quality is encoded again here; with the delay {low} it is passed on untouched.',
          places: { output: 'Output', interval: 'Keyframe interval', low: 'Low' },
        }
      : {
          text: 'Under {output} choose H.264 and set the {interval} to {seconds}: the top quality is then passed on untouched.',
          places: { output: 'Output', interval: 'Keyframe interval', seconds: `${seconds} s` },
        },
    { text: 'Press {start}. The broadcast begins by itself.', places: { start: 'Start Streaming' } },
  ],
} as const;
