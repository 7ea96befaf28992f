import { AppError } from '../../shared/errors.js';

/** The stream as it is, which throws `asset.too-large` (details.limitBytes) as soon as more than `limitBytes` have come. */
export async function* limitBytes(stream: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > limitBytes) {
      throw new AppError('asset.too-large', `Expected at most ${limitBytes} bytes, got more`, {
        details: { limitBytes },
      });
    }
    yield chunk;
  }
}
