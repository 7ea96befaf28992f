type Headers = Record<string, string[]>;

/**
 * What documents of web pages may do at all, beside what their own policies say: scripts, forms and their own storage, but no
 * dialog of the system (`print` asks nobody and stands over everything) and no window of their own (CSP 3, §6.3.2).
 */
const sandbox = 'sandbox allow-scripts allow-same-origin allow-forms allow-pointer-lock';
const name = 'content-security-policy';

/** The headers of a document of a web page, with a further policy: of several each one holds. */
export function withSandbox(headers: Readonly<Headers>): Headers {
  const own = Object.entries(headers).filter(([key]) => key.toLowerCase() === name);
  const others = Object.entries(headers).filter(([key]) => key.toLowerCase() !== name);
  return {
    ...Object.fromEntries(others),
    'Content-Security-Policy': [...own.flatMap(([, values]) => values), sandbox],
  };
}
