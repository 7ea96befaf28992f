import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes longest, on two cores with four files beside each other: from two minutes down to half a one. A file that starts
 * last runs to its end alone, and a fresh clone knows no times: vitest goes by the size of a file, which says nothing here.
 */
const longest = [
  'publish-refused',
  'sources',
  'publish-faults',
  'publish-quirks',
  'publish-faults-dns',
  'publish-faults-blackhole',
  'publish-keys',
  'reconnect',
  'doctor-quirks',
  'crash',
  'publish-desk',
  'inputs',
  'publish-crash',
  'inputs-cameras',
  'publish-faults-outage',
  'publish-faults-uplink',
  'source-changes',
  'faults-disk',
  'gop-grows',
  'faults-ladder',
  'faults',
  'relays-fallback',
  'publish-headers',
  'publish-cli',
  'studio-feed-faults',
  'rehearsal',
  'publish-public',
  'publish-faults-clock',
  'studio-feed',
  'publish-process',
  'publish-reread',
  'rtmp-media-server',
  'rtmp-hostile',
  'encode-feed-stalled',
  'rtmp-tap',
  'transcode-run',
];

/** The order of test files: what takes longest first, all else as vitest has it. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = longest.indexOf(basename(moduleId).replace(/\.test\.tsx?$/, ''));
      return index < 0 ? longest.length : index;
    };
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}
