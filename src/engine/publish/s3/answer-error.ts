/** What is known of an answer that is not what was asked for. */
export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text, its beginning if it is long; '' for HEAD. */
  readonly body: string;
  /** Server's clock minus the time the request was signed with, milliseconds; null when the server did not say. */
  readonly skewMs: number | null;
}

/** The fields of S3's error document (`<Error><Code>…`) that tell something. */
export interface ErrorDocument {
  readonly code: string | null;
  readonly message: string | null;
  readonly region: string | null;
  readonly endpoint: string | null;
  /** Epoch milliseconds. */
  readonly serverTimeMs: number | null;
}

/** An HTTP answer that says no, or is not S3's at all. It crosses no border: classify-s3-error.ts makes an AppError of it. */
export class AnswerError extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`S3 answered ${answer.status}`);
    this.name = 'AnswerError';
    this.answer = answer;
  }
}

/** True for a web page: what captive portals, proxies and load balancers send, and S3 never does about a request. */
export function isWebPage(answer: Pick<Answer, 'headers' | 'body'>): boolean {
  return (
    /\b(?:text\/html|application\/xhtml\+xml)\b/i.test(answer.headers['content-type'] ?? '') ||
    /^\s*<(?:!doctype\s+html|html)\b/i.test(answer.body)
  );
}

/** Reads S3's error document, never throws. A flat document of texts: a parser would only add ways to fail. */
export function readErrorDocument(xml: string): ErrorDocument {
  const field = (name: string): string | null => {
    const text = new RegExp(`<${name}>([^<]{0,1000})</${name}>`).exec(xml)?.[1]?.trim();
    return text === undefined || text === '' ? null : unescapeXml(text);
  };
  const code = field('Code');
  const serverTimeMs = Date.parse(field('ServerTime') ?? '');
  return {
    code: code !== null && /^[A-Z][A-Za-z0-9.]{1,59}$/.test(code) ? code : null,
    message: field('Message'),
    region: field('Region'),
    endpoint: field('Endpoint'),
    serverTimeMs: Number.isNaN(serverTimeMs) ? null : serverTimeMs,
  };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => entities[name] ?? '');
}
