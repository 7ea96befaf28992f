import { readFile } from 'node:fs/promises';
import type { Surroundings } from '../engine/host/data-dir.js';
import { awsFiles } from './bucket-keys.js';

/** The region of an AWS profile, from the config file or else the credentials file; null when neither names one. */
export async function awsProfileRegion(around: Surroundings, profile: string): Promise<string | null> {
  const { configFile, credentialsFile } = awsFiles(around);
  const sections = profile === 'default' ? ['default', 'profile default'] : [`profile ${profile}`];
  return (await regionIn(configFile, sections)) ?? (await regionIn(credentialsFile, [profile]));
}

async function regionIn(file: string, sections: readonly string[]): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return null; // most people have none
  }
  return findRegion(text, sections);
}

/** The SDK gives a profile's keys and not its region; this is the one line of the format that is needed beyond that. */
export function findRegion(text: string, sections: readonly string[]): string | null {
  let isOurs = false;
  for (const line of text.split(/\r?\n/)) {
    const section = /^\s*\[([^\]]*)\]/.exec(line)?.[1];
    if (section !== undefined) isOurs = sections.includes(section.trim().replace(/\s+/g, ' ').replaceAll(/["']/g, ''));
    // one that is indented belongs to a nested block
    const region = isOurs ? /^region\s*=\s*([^\s#;]+)/.exec(line)?.[1] : undefined;
    if (region !== undefined) return region;
  }
  return null;
}
