import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './root.mjs';

const read = (name: string): Buffer => readFileSync(join(root, 'build', name));
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
/** Width and height of a PNG. */
const pngSize = (png: Buffer): [number, number] => [png.readUInt32BE(16), png.readUInt32BE(20)];

test("Windows' icon has every size that Windows shows, each where its entry says", () => {
  const file = read('icon.ico');
  expect([file.readUInt16LE(0), file.readUInt16LE(2)]).toEqual([0, 1]);
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => file.subarray(6 + 16 * index));
  const sizes = entries.map((entry) => {
    const body = file.subarray(entry.readUInt32LE(12), entry.readUInt32LE(12) + entry.readUInt32LE(8));
    const size = (entry[0] ?? 0) || 256;
    if (size === 256) expect(pngSize(body)).toEqual([256, 256]);
    else expect([body.readUInt32LE(0), body.readInt32LE(4), body.readInt32LE(8)]).toEqual([40, size, size * 2]);
    return size;
  });
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  const last = entries.at(-1);
  expect((last?.readUInt32LE(12) ?? 0) + (last?.readUInt32LE(8) ?? 0)).toBe(file.length);
});

test("macOS's icon is whole, with pictures up to 1024 pixels", () => {
  const file = read('icon.icns');
  expect(file.toString('latin1', 0, 4)).toBe('icns');
  expect(file.readUInt32BE(4)).toBe(file.length);
  const sizes: Record<string, number> = {};
  for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
    const picture = file.subarray(at + 8);
    expect(picture.subarray(0, 4)).toEqual(pngStart);
    sizes[file.toString('latin1', at, at + 4)] = pngSize(picture)[0];
  }
  expect(sizes).toMatchObject({ icp4: 16, ic11: 32, ic07: 128, ic13: 256, ic14: 512, ic10: 1024 });
});

test("Linux' icons have the sizes that their names say", () => {
  for (const size of [16, 32, 48, 64, 128, 256, 512]) {
    expect(pngSize(read(join('icons', `${size}x${size}.png`)))).toEqual([size, size]);
  }
});
