import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);

/** A secret as it is stored: AES-256-GCM, all in base64. */
export const sealedSchema = z.object({ iv: base64, tag: base64, data: base64 });
export type Sealed = z.infer<typeof sealedSchema>;

const cipher = 'aes-256-gcm';
/** Bytes; random ones of this length are safe for far more secrets than anybody has (NIST SP 800-38D §8.3). */
const ivBytes = 12;
const tagBytes = 16;

/** Encrypts a text under a key of 32 bytes and binds it to its name: under another one it does not open. */
export function seal(key: Buffer, name: string, text: string): Sealed {
  const iv = randomBytes(ivBytes);
  const encrypt = createCipheriv(cipher, key, iv, { authTagLength: tagBytes });
  encrypt.setAAD(boundTo(name));
  const data = Buffer.concat([encrypt.update(text, 'utf8'), encrypt.final()]);
  return {
    iv: iv.toString('base64'),
    tag: encrypt.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  };
}

/** The text again, or null when key, name or content are not those of `seal`. */
export function unseal(key: Buffer, name: string, { iv, tag, data }: Sealed): string | null {
  try {
    const decrypt = createDecipheriv(cipher, key, Buffer.from(iv, 'base64'), { authTagLength: tagBytes });
    decrypt.setAAD(boundTo(name));
    decrypt.setAuthTag(Buffer.from(tag, 'base64'));
    return Buffer.concat([decrypt.update(Buffer.from(data, 'base64')), decrypt.final()]).toString('utf8');
  } catch {
    return null; // node tells no more than "unable to authenticate"
  }
}

function boundTo(name: string): Buffer {
  return Buffer.from(`headwater secret v1\n${name}`, 'utf8');
}
