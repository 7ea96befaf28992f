/** The kinds of picture in an .icns, with their sizes in pixels; all are PNG. */
const icnsKinds = /** @type {const} */ ([
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]);

/** macOS's icon file. @param {(size: number) => Buffer} png a picture of that size */
export function icns(png) {
  const entries = icnsKinds.map(([kind, size]) => {
    const picture = png(size);
    const head = Buffer.alloc(8);
    head.write(kind, 'latin1');
    head.writeUInt32BE(picture.length + 8, 4);
    return Buffer.concat([head, picture]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(
    entries.reduce((sum, entry) => sum + entry.length, 8),
    4,
  );
  return Buffer.concat([head, ...entries]);
}

/**
 * A 32 bit picture as it stands in an .ico: a bitmap header with twice the height, rows from below, and an empty mask.
 * @param {number} size @param {Buffer} pixels BGRA, rows from above
 */
function bitmap(size, pixels) {
  const head = Buffer.alloc(40);
  head.writeUInt32LE(40, 0);
  head.writeInt32LE(size, 4);
  head.writeInt32LE(size * 2, 8);
  head.writeUInt16LE(1, 12);
  head.writeUInt16LE(32, 14);
  const rows = Array.from({ length: size }, (_, row) => pixels.subarray(row * size * 4, (row + 1) * size * 4));
  // one bit for each pixel, rows filled up to 32
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  return Buffer.concat([head, ...rows.reverse(), mask]);
}

/**
 * Windows' icon file: bitmaps, which every reader knows, and the largest as PNG.
 * @param {{ bgra: (size: number) => Buffer, png: (size: number) => Buffer }} pictures
 */
export function ico({ bgra, png }) {
  const small = [16, 24, 32, 48, 64, 128].map((size) => ({ size, body: bitmap(size, bgra(size)) }));
  const all = [...small, { size: 256, body: png(256) }];
  const head = Buffer.alloc(6 + 16 * all.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(all.length, 4);
  let offset = head.length;
  for (const [index, { size, body }] of all.entries()) {
    const at = 6 + 16 * index;
    head[at] = size % 256; // 0 stands for 256
    head[at + 1] = size % 256;
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(body.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += body.length;
  }
  return Buffer.concat([head, ...all.map(({ body }) => body)]);
}
