import { objectUrl } from '../s3/object-url.js';
import type { DoctorRun } from './doctor-run.js';
import type { TestFile } from './test-files.js';

/** True when everybody can read the file at the S3 interface itself: then the bucket is public, whatever the public URL does. */
export async function isPublicAtEndpoint(run: DoctorRun, file: TestFile): Promise<boolean> {
  const base = endpointBase(run);
  return base !== run.target.publicUrl && hasFile(run, base, file);
}

/**
 * Looks where else the file can be read: people add the bucket or the prefix to a public URL that has it already, or leave
 * it out. Null when it is at none of these.
 */
export async function fileElsewhere(run: DoctorRun, publicUrl: string, file: TestFile): Promise<string | null> {
  const { bucket, prefix } = run.target.config;
  const endings = [`/${prefix}`, `/${bucket}`, `/${bucket}/${prefix}`].filter((ending) => ending !== '/');
  const candidates = [
    `${publicUrl}/${bucket}`,
    ...endings.filter((ending) => publicUrl.endsWith(ending)).map((ending) => publicUrl.slice(0, -ending.length)),
    endpointBase(run),
  ];
  for (const candidate of new Set(candidates)) {
    if (candidate !== publicUrl && URL.canParse(candidate) && (await hasFile(run, candidate, file))) return candidate;
  }
  return null;
}

function endpointBase({ target }: DoctorRun): string {
  const { bucket } = target.config;
  if (target.pathStyle) return `${target.endpoint}/${bucket}`;
  return target.endpoint.replace('://', `://${bucket}.`);
}

async function hasFile(run: DoctorRun, base: string, file: TestFile): Promise<boolean> {
  try {
    const answer = await run.web.ask(objectUrl(base, run.scratch.key(file.name)));
    return answer.status === 200 && answer.body.equals(file.body);
  } catch {
    return false; // nothing answers there: then it is not there
  }
}
