import type { Destination } from '../../shared/destinations.js';
import type { DoctorReport } from '../../shared/doctor.js';
import type { PublicSettings } from '../../shared/settings.js';
import type { Notice } from '../../shared/studio-state.js';
import type { Journal } from '../archive/journal.js';
import type { PublicationJournal } from '../publish/bucket/publication-journal.js';

/** Where diagnostics come from: a running engine, or (from the command line) what one has left. */
export interface DiagnosticsSources {
  /** Holds `logs/`. */
  readonly dataDir: string;
  /** Folder of all channels. */
  readonly archiveRoot: string;
  readonly version: string;
  readonly journal: Pick<Journal, 'broadcast' | 'broadcasts' | 'renditions' | 'segments'>;
  readonly publications: Pick<PublicationJournal, 'of' | 'confirmed'>;
  readonly settings: () => PublicSettings;
  readonly destinations: () => readonly Destination[];
  /** Version and origin of ffmpeg, encoders, ports: whatever is known. */
  readonly engineFacts: () => object;
  /** The newest test of a bucket; null when there was none since the start. */
  readonly doctor: () => DoctorReport | null;
  readonly notices: () => readonly Notice[];
}
