import type { SettingsPatch } from '../../src/shared/settings.js';
import type { S3Fixture } from '../servers/s3-server.js';
import { LiveEngine } from './live-engine.js';

/** `headwater serve --to` that bucket, below `shows/`. `endpoint`: where it believes it to be, such as a bad line in front of it. */
export function startToBucket(
  bucket: S3Fixture,
  stream: NonNullable<SettingsPatch['stream']>,
  endpoint: string = bucket.endpoint,
): Promise<LiveEngine> {
  const args = ['--to', `s3://${bucket.bucket}/shows`, '--endpoint', endpoint, '--region', bucket.region];
  const env = { AWS_ACCESS_KEY_ID: bucket.accessKeyId, AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey };
  return LiveEngine.start(stream, { args: [...args, '--public-url', bucket.publicUrl], env });
}

/** How the broadcast that is on, or else the newest recording, stands at its destination; null: nothing is told yet. */
export async function publicationOf({ studio }: LiveEngine) {
  const { broadcast, recordings } = await studio.state();
  return broadcast?.publication ?? recordings[0]?.publications[0] ?? null;
}
