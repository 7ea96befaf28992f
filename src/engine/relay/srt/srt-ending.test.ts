import { expect, test } from 'vitest';
import { srtEnding } from './srt-ending.js';

const failed = '[srt @ 0x5] [error] Connection to srt://127.0.0.1:9000?mode=caller failed: Input/output error';
const log = (words: string): string => `15:03:18.856105/SRT:RcvQ:w1!W:SRT.cn: ${words}`;

// lines of ffmpeg 5.1 with libsrt 1.5.1, captured, and of tsduck with 1.4 (server's own numbers)
test.each([
  [
    log(
      'processAsyncConnectRequest: REJECT reported from HS processing: Incorrect passphrase - not processing further',
    ),
    'relay.bad-key',
    'BADSECRET',
  ],
  [
    log(
      'processAsyncConnectRequest: REJECT reported from HS processing: Password required or unexpected - not processing further',
    ),
    'relay.bad-key',
    'UNSECURE',
  ],
  [
    log('@1: processConnectResponse: rejecting per reception of a rejection HS response: ERROR:PEER'),
    'relay.refused',
    'PEER',
  ],
  [
    log('@1: processConnectResponse: rejecting per reception of a rejection HS response: ERROR:BACKLOG'),
    'relay.refused',
    'BACKLOG',
  ],
  [
    log('@1: processConnectResponse: rejecting per reception of a rejection HS response: ERROR:PREDEFINED:1404'),
    'relay.bad-key',
    'SRT 1404',
  ],
  [
    log('@1: processConnectResponse: rejecting per reception of a rejection HS response: ERROR:PREDEFINED:1409'),
    'relay.already-live',
    'SRT 1409',
  ],
  [
    log('@1: processConnectResponse: rejecting per reception of a rejection HS response: ERROR:USERDEFINED:2042'),
    'relay.refused',
    'SRT 2042',
  ],
  [
    log(
      'processAsyncConnectRequest: REJECT reported from HS processing: Application-defined rejection reason - not processing further',
    ),
    'relay.refused',
    'SRT 1000',
  ],
  [
    log(
      "processAsyncConnectRequest: REJECT reported from HS processing: Listener's backlog exceeded - not processing further",
    ),
    'relay.refused',
    'BACKLOG',
  ],
])('%s', (line, code, status) => {
  expect(srtEnding({ lines: [line, failed], hasConnected: false, exitCode: 1 })).toMatchObject({
    code,
    details: { status },
  });
});

test('tells a server that never answers from one that goes, and from an ffmpeg that cannot', () => {
  const ending = (line: string, hasConnected: boolean): object =>
    srtEnding({ lines: [line], hasConnected, exitCode: 1 }).toData();
  expect(ending(failed, false)).toMatchObject({ code: 'relay.unreachable', details: { why: 'timeout' } });
  expect(ending('[error] av_interleaved_write_frame(): Input/output error', true)).toMatchObject({
    code: 'relay.closed',
    details: { why: 'hung-up' },
  });
  expect(ending('', true)).toMatchObject({ code: 'relay.closed', details: { why: 'failed', exitCode: 1 } });
  expect(ending('srt://127.0.0.1:9000: Protocol not found', false)).toMatchObject({ code: 'relay.unsupported' });
});
