import { AppError, type ErrorCode } from '../../../shared/errors.js';
import type { AmfValue } from './amf-value.js';
import { amfText } from './amf-text.js';
import { redactKey } from './redact-key.js';

/** The information object of `_error` and `onStatus`. */
export interface StatusWords {
  readonly level: string;
  readonly code: string;
  readonly description: string;
}

const failures = /(?:Failed|BadName|Rejected|Denied|Unauthorized|InvalidApp|AppShutdown|BadConnection|BadAuth)$/i;
const endings = /^NetConnection\.Connect\.Closed$|^NetStream\.Unpublish\.Success$/i;

const byWords: readonly (readonly [RegExp, ErrorCode])[] = [
  [
    /\balready\b|\bin use\b|being published|\bduplicate\b|\banother (?:encoder|publisher|session)\b/i,
    'relay.already-live',
  ],
  [/\bbit ?rate\b|\bbandwidth\b|\bresolution\b|\bframe ?rate\b|\btoo (?:high|large)\b|\bexceed/i, 'relay.bitrate'],
  [/\bcodec\b|\b(?:unsupported|not supported)\b/i, 'relay.unsupported'],
  [
    /\bkey\b|\bauth|\btoken\b|\bdenied\b|\bpermission|\bforbidden\b|\bcredential|\bexpired\b|\bunknown stream|\bno such\b|\bnot (?:exist|found|allowed)\b|\bbad (?:stream )?name\b|\binvalid (?:stream|name)/i,
    'relay.bad-key',
  ],
];
const byCode: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^NetStream\.Publish\.BadName$/i, 'relay.already-live'],
  [/(?:Denied|Unauthorized|BadAuth)$/i, 'relay.bad-key'],
  [/^NetConnection\.Connect\.InvalidApp$/i, 'relay.invalid'],
];

const retryable: readonly ErrorCode[] = ['relay.already-live', 'relay.refused', 'relay.closed'];

/** Reads an information object; fields that are missing or no text are empty. */
export function statusWords(info: AmfValue): StatusWords {
  const fields: ReadonlyMap<string, AmfValue> =
    info instanceof Map ? (info as ReadonlyMap<string, AmfValue>) : new Map();
  const text = (name: string): string => amfText(fields.get(name)).slice(0, 500);
  return { level: text('level'), code: text('code'), description: text('description') };
}

/** True when a status says that it is over, or never begins. */
export function isRefusal({ level, code }: StatusWords): boolean {
  return level === 'error' || failures.test(code) || endings.test(code);
}

/**
 * Makes an error of a service's own words, which go along in `details.said` without the key. What they mean differs; the
 * description counts more than the code:
 *
 * | who | what it says | source |
 * |---|---|---|
 * | ActionScript 3 reference | BadName: somebody else publishes this stream | documented |
 * | nginx-rtmp | BadName "Already publishing"; a key that `on_publish` denies: hangs up | arut/nginx-rtmp-module #96, #523 |
 * | node-media-server 2 | BadName "Stream already publishing"; publish.Unauthorized | its pull request #332; version 4 hangs up |
 * | Wowza | Connect.Rejected with the module's own description | pedroSG94/RootEncoder #215 |
 * | Twitch, SRS | no words: Publish.Start, then it hangs up | ossrs/srs #4037 |
 * | Facebook | Publish.Failed "Initialization failed" | HaishinKit.swift #51 |
 * | GStreamer, librtmp | Publish.Denied and Publish.Rejected: not allowed | their sources |
 * | YouTube, Kick (Amazon IVS), LinkedIn | hang up without words | assumed |
 *
 * BadName without a description is taken as documented, `relay.already-live`: right after a cut it usually is the session
 * that the service still holds, and giving the relay up for a bad key would be worse than trying once more.
 */
export function refusalOf(words: StatusWords, key: string): AppError {
  const { code, description } = words;
  const found =
    byWords.find(([pattern]) => pattern.test(description)) ?? byCode.find(([pattern]) => pattern.test(code));
  const errorCode = endings.test(code) ? 'relay.closed' : (found?.[1] ?? 'relay.refused');
  // Nothing but letters, digits and points: it stands in the log as it is.
  const status = redactKey(code.replace(/[^\w.]/g, ''), key).slice(0, 80);
  const said = redactKey(description.replace(/[\p{C}\s]+/gu, ' ').trim(), key).slice(0, 200);
  return new AppError(errorCode, `The service refused: ${status === '' ? 'no code' : status}`, {
    retryable: retryable.includes(errorCode),
    details: { said: said === '' ? status : said, status },
  });
}
