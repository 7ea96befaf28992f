/**
 * The URL of an object for viewers: `publicUrl` (the bucket's root, no slash at its end) and the key, each of its folders
 * percent-encoded. Only what RFC 3986 calls unreserved stays as it is: S3 reads a plain `+` as a space, and `'()!*` are not
 * escaped alike everywhere.
 */
export function objectUrl(publicUrl: string, key: string): string {
  return `${publicUrl}/${key.split('/').map(encodeFolder).join('/')}`;
}

function encodeFolder(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
