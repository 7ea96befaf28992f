import { expect, it } from 'vitest';
import type { DiagnosticsUpload } from '../../../shared/diagnostics.js';
import { diagnosticsWords } from './diagnostics-words.js';

const words = (upload: DiagnosticsUpload | null) => diagnosticsWords({ fileName: 'd.zip', sizeBytes: 48_000, upload });
const done = { status: 'done', destinationName: 'Help', key: 'diagnostics/d.zip' } as const;

it('says where they are and who can read them', () => {
  expect(words(null)).toMatchObject({ level: 'info', words: { title: 'Diagnostics saved' } });
  expect(words({ ...done, isPublic: false }).words.action).toContain('nobody can read');
  expect(words({ ...done, isPublic: null }).words.action).toContain('could not be found out');
  const open = (left: string | null) =>
    words({ status: 'failed', reason: { code: 'diagnostics.public', details: { name: 'Help', left } } });
  expect(open(null)).toMatchObject({ level: 'warning', words: { title: 'Diagnostics saved, not uploaded' } });
  expect(open(null).words.action).toContain('Everybody could read what is put at Help');
  expect(open('diagnostics/d.zip')).toMatchObject({
    level: 'warning',
    words: { title: 'Everybody can read the diagnostics at Help' },
  });
  expect(open('diagnostics/d.zip').words.action).toContain('Delete diagnostics/d.zip there.');
  const refused = words({ status: 'failed', reason: { code: 'publish.no-bucket', details: { name: 'Help' } } });
  expect(refused).toMatchObject({ level: 'warning', words: { title: 'Diagnostics saved, not uploaded' } });
  expect(refused.words.action).not.toContain('publish.no-bucket');
});
