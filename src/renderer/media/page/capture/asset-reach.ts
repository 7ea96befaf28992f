/**
 * Whether a source's file can be had: `there`, `missing` (the engine has no such file), or `away` (the engine does not answer, or
 * not now). Never rejects.
 */
export async function assetReach(url: string): Promise<'there' | 'missing' | 'away'> {
  const answer = await fetch(url, { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.ok === true) return 'there';
  return answer?.status === 404 ? 'missing' : 'away';
}
