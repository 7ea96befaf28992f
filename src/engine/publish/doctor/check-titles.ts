import type { DoctorCheckId } from '../../../shared/doctor.js';

/** What each check looks at, in a few words that fit whether it passes or fails. */
export const checkTitles: Readonly<Record<DoctorCheckId, string>> = {
  reach: 'Reaching the server',
  clock: 'Clock',
  credentials: 'Access key',
  bucket: 'Bucket',
  put: 'Storing a file',
  'read-back': 'Reading it back',
  'conditional-put': 'Writing only when nobody else has',
  'overwrite-rate': 'Writing one file twice within a second',
  list: 'Listing files',
  delete: 'Deleting files',
  'public-read': 'Reading as a viewer',
  'public-missing': 'Asking for a file that is not there',
  'public-type': 'File types and compression',
  'public-cache': 'How long caches keep files',
  'public-html': 'Opening a page',
  'public-index': 'Folder address without index.html',
  'public-range': 'Reading part of a file',
  cors: 'Players on other websites (CORS)',
  rate: 'Upload speed',
};
