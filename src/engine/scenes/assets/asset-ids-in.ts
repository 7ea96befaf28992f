const assetId = /"([0-9a-f]{64}\.[a-z0-9]{3,4})"/g;

/**
 * The assets that a collection's JSON names. Looks at the text alone, so that also a document of another version keeps its
 * files; what only looks like an asset id keeps at most a file too many.
 */
export function assetIdsIn(json: string): string[] {
  return [...new Set([...json.matchAll(assetId)].map(([, id = '']) => id))];
}
