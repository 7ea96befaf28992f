import { expect, test } from 'vitest';
import { reason, StageBoard } from './stage-board.js';

test('a rung that was given up shows until it is made again, and why the top one is encoded as long as it is', () => {
  const board = new StageBoard();
  const gop = { code: 'ingest.gop-too-long', details: { keyframeSeconds: 2 } };
  board.feedAttached();
  expect(board.planned({ shed: 0, encodeTop: null }, [])).toBeNull();
  board.running(null, true);
  expect(board.planned({ shed: 0, encodeTop: gop }, [])).toEqual(gop);
  board.running(gop, true);
  expect(board.stages.transcode).toEqual({ status: 'ok', reason: gop });
  const shed = reason('transcode.rung-shed', { rendition: '720p' });
  expect(board.planned({ shed: 1, encodeTop: gop }, ['720p'])).toEqual(shed);
  board.running(gop, true);
  expect(board.stages.transcode).toEqual({ status: 'degraded', reason: shed });
  expect(board.planned({ shed: 0, encodeTop: null }, [])).toBeNull();
  board.running(null, true);
  expect(board.stages.transcode).toEqual({ status: 'ok', reason: null });
});
