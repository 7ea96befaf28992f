const names: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info ', 40: 'warn ', 50: 'error', 60: 'fatal' };
const known = new Set(['level', 'time', 'pid', 'msg', 'component']);

/** A JSON line of the log for people: `07:14:23.120 warn  rtmp: Port is busy  port=1935`. Comes back as it is when it is no JSON. */
export function readableLine(line: string): string {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof fields !== 'object' || fields === null) return line;
  const entries = new Map<string, unknown>(Object.entries(fields));
  const component = entries.get('component');
  const rest = [...entries].filter(([name]) => !known.has(name)).map(([name, value]) => ` ${name}=${show(value)}`);
  const time = String(entries.get('time')).slice(11, 23);
  const level = names[Number(entries.get('level'))] ?? '';
  const message = show(entries.get('msg') ?? '');
  return `${time} ${level} ${component === undefined ? '' : `${show(component)}: `}${message}${rest.join('')}\n`;
}

/** Control characters (of a hostile stream title, say) must not reach a terminal. */
function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/\p{Cc}/gu, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
