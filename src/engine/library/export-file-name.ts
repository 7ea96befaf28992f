/** Names that Windows keeps for devices, with any extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d|com[¹²³]|lpt[¹²³])(\.|$)/i;
/** What reverses or hides text. Joiners stay: Persian, Hindi and many emoji are spelled with them. */
const directionOrInvisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/** Most file systems take 255 bytes; this leaves room for the date, `.mp4` and `.tmp`. */
const maxTitleBytes = 150;

/**
 * A file name for a recording: `<title> 2026-11-21 07.14.mp4`, with the start in local time. Works on Windows, macOS and
 * Linux whatever the title: no separators, control or direction characters, no device names, no dot or space at an end.
 */
export function exportFileName(title: string, startedAtMs: number): string {
  const plain = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(directionOrInvisible, ' ')
    .replace(/[<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '');
  const name = cut(plain).replace(/[. ]+$/, '');
  const safe = deviceName.test(name) ? `_${name}` : name;
  return `${safe === '' ? 'Recording' : safe} ${stamp(new Date(startedAtMs))}.mp4`;
}

/** As many whole characters as fit, as people see them. */
function cut(text: string): string {
  let result = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += Buffer.byteLength(segment);
    if (bytes > maxTitleBytes) break;
    result += segment;
  }
  return result;
}

function stamp(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}.${two(date.getMinutes())}`;
}
