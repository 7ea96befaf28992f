import type { EncodeTarget, EncoderProfile } from './encoder-profile.js';

/** Longer than any segment, in frames: IDRs stand only where they are forced. */
const endlessGop = '1200';
/** Rungs of at most so many pixels take Main profile: the phones and sticks that ask for them may decode no more. */
const smallPixels = 768 * 432;
const largePixels = 1920 * 1080;

function rate(target: EncodeTarget): string[] {
  // A buffer of one second of average: VBV that tight keeps every segment near its average, and start-up short.
  return [
    ...['-b:v', String(target.averageBitrate), '-maxrate', String(target.maxBitrate)],
    ...['-bufsize', String(target.averageBitrate), '-g', endlessGop, '-bf', '0'],
  ];
}

function profile(target: EncodeTarget): string[] {
  return ['-profile:v', target.width * target.height <= smallPixels ? 'main' : 'high'];
}

/** x264 frame threads: each one more is a frame of delay, and one alone would encode in ffmpeg's only main thread. */
function threads({ width, height, cores }: EncodeTarget): string[] {
  const wanted = width * height >= largePixels ? Math.min(4, Math.ceil(cores / 2)) : 2;
  return ['-threads', String(Math.max(2, wanted))];
}

/**
 * The software encoder. `zerolatency` takes look-ahead and B-frames away (they cost up to 1 s); frame threads instead of
 * its sliced ones are 10 % faster at the same CPU. `force-cfr=0` undoes its fixed frame rate: with that one, a rung at
 * half the source's rate came out at half its bitrate (257 instead of 507 kb/s, measured).
 */
const x264: EncoderProfile = {
  id: 'libx264',
  isHardware: false,
  globalArgs: [],
  filters: ['format=yuv420p'],
  args: (target) => [
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', ...profile(target), ...threads(target)],
    ...['-x264-params', 'sliced-threads=0:force-cfr=0', '-forced-idr', '1', '-sc_threshold', '0', ...rate(target)],
  ],
};

const nvenc: EncoderProfile = {
  id: 'h264_nvenc',
  isHardware: true,
  globalArgs: [],
  filters: ['format=yuv420p'],
  args: (target) => [
    ...['-c:v', 'h264_nvenc', '-preset', 'p4', '-tune', 'll', '-rc', 'vbr', '-zerolatency', '1', ...profile(target)],
    ...['-forced-idr', '1', '-no-scenecut', '1', ...rate(target)],
  ],
};

const quickSync: EncoderProfile = {
  id: 'h264_qsv',
  isHardware: true,
  globalArgs: [],
  filters: ['format=nv12'],
  args: (target) => [
    ...['-c:v', 'h264_qsv', '-preset', 'veryfast', '-async_depth', '1', '-look_ahead', '0', ...profile(target)],
    ...['-forced_idr', '1', ...rate(target)],
  ],
};

const amf: EncoderProfile = {
  id: 'h264_amf',
  isHardware: true,
  globalArgs: [],
  filters: ['format=nv12'],
  args: (target) => [
    ...['-c:v', 'h264_amf', '-usage', 'lowlatency', '-quality', 'speed', '-rc', 'vbr_peak', ...profile(target)],
    ...['-forced_idr', '1', ...rate(target)],
  ],
};

const videoToolbox: EncoderProfile = {
  id: 'h264_videotoolbox',
  isHardware: true,
  globalArgs: [],
  filters: ['format=nv12'],
  args: (target) => [
    ...['-c:v', 'h264_videotoolbox', '-realtime', '1', '-allow_sw', '0', ...profile(target), ...rate(target)],
  ],
};

const vaapi: EncoderProfile = {
  id: 'h264_vaapi',
  isHardware: true,
  globalArgs: ['-vaapi_device', '/dev/dri/renderD128'],
  filters: ['format=nv12', 'hwupload'],
  args: (target) => ['-c:v', 'h264_vaapi', '-rc_mode', 'VBR', ...profile(target), ...rate(target)],
};

/** Every encoder Headwater knows, best first. Whether one works here, only `probeEncoders` can say. */
export const encoderProfiles: readonly EncoderProfile[] = [nvenc, quickSync, amf, videoToolbox, vaapi, x264];

/** x264 at veryfast: what there is where no hardware works. */
export const softwareEncoder: EncoderProfile = x264;
