/** What decides where the data are: injected, so that every platform is tested on any. */
export interface DataSurroundings {
  readonly platform: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The platform's folder for Headwater's data: journal, archive, settings, logs. */
export function defaultDataDir({ platform, env, home }: DataSurroundings): string {
  if (platform === 'darwin') return `${home}/Library/Application Support/Headwater`;
  if (platform === 'win32') return `${env['APPDATA'] ?? `${home}\\AppData\\Roaming`}\\Headwater`;
  const xdg = env['XDG_DATA_HOME'];
  // A relative XDG_DATA_HOME shall be ignored (XDG Base Directory Specification 0.8).
  const base = xdg?.startsWith('/') === true ? xdg : `${home}/.local/share`;
  return `${base}/headwater`;
}

/** Where logs are, in a data folder. */
export const logsFolderName = 'logs';
