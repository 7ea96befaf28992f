import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { itemOf, openImportBench, sourceOf, type ImportBench } from './import-bench.test-support.js';
import { obsFiles } from './import-obs.js';
import { obsCollection, obsFilter, obsItem, obsScene, obsSource } from './obs-fixture.test-support.js';

let bench: ImportBench;
beforeEach(async () => {
  bench = await openImportBench();
});
afterEach(() => bench.close());

test('sources become what they are here, and what has no counterpart is said', async () => {
  const font = { face: 'Arial', size: 72, flags: 3, style: 'Bold Italic' };
  const sources = [
    obsSource('color_source_v3', 'Colour', { color: 0xff336699, width: 10, height: 10 }),
    obsSource('text_gdiplus_v3', 'Windows text', {
      ...{ text: 'Hi\nyou', font, color: 0x0000ff, opacity: 50, align: 'center', gradient: true },
      ...{ outline: true, outline_size: 4, outline_color: 0x00ff00, bk_color: 0xff0000, bk_opacity: 100 },
    }),
    obsSource(
      'text_ft2_source_v2',
      'Linux text',
      { text: 'Hi', font: { face: 'Serif', size: 40 }, color1: 0x80ffffff },
      {
        filters: [obsFilter('scroll_filter', { speed_x: 100, speed_y: 0 })],
      },
    ),
    obsSource('dshow_input', 'Webcam', {
      video_device_id: 'Cam#3A HD:\\\\?\\usb',
      resolution: '1280x720',
      frame_interval: 166666,
    }),
    obsSource('v4l2_input', 'Linux camera', {
      device_id: '/dev/video0',
      resolution: (640 << 16) | 480,
      framerate: (1 << 16) | 60,
    }),
    obsSource('monitor_capture', 'Screen', { monitor: 1, capture_cursor: false }),
    obsSource('window_capture', 'Window', { window: 'Title:Class:app.exe' }),
    obsSource('browser_source', 'Alerts', {
      ...{ url: 'https://alerts.example/x', width: 800, height: 600 },
      ...{ css: 'body { margin: 0 }', shutdown: true, fps: 60, reroute_audio: true },
    }),
    obsSource('browser_source', 'Evil page', { url: 'javascript:alert(1)' }),
    obsSource('ndi_source', 'NDI', {}),
  ];
  const names = [
    'Colour',
    'Windows text',
    'Linux text',
    'Webcam',
    'Linux camera',
    'Screen',
    'Window',
    'Alerts',
    'Evil page',
    'NDI',
  ];
  const { collection, notes } = await bench.taken([
    ...sources,
    obsScene(
      'Game',
      names.map((name) => obsItem(name)),
    ),
  ]);
  const kind = (name: string) => sourceOf(collection, name).kind;
  expect(kind('Colour')).toEqual({ type: 'colour', colour: '#996633', to: null, angle: 0 });
  expect(kind('Windows text')).toMatchObject({
    ...{ type: 'text', text: 'Hi\nyou', font: 'Arial', sizePx: 72, weight: 800, isItalic: true, colour: '#ff000080' },
    ...{ align: 'centre', outline: { colour: '#00ff00', widthPx: 4 }, background: { colour: '#0000ff' } },
  });
  expect(notes('Windows text')).toEqual(['source-partly', 'size-unknown']);
  expect(kind('Linux text')).toMatchObject({ colour: '#ffffff80', weight: 400, scroll: { x: -100, y: 0 } });
  expect(kind('Webcam')).toMatchObject({
    device: { deviceId: '', label: 'Cam: HD' },
    width: 1280,
    height: 720,
    fps: 60,
  });
  expect(kind('Linux camera')).toMatchObject({ device: null, width: 640, height: 480, fps: 60 });
  expect(itemOf(collection, 'Linux camera').box).toMatchObject({ width: 640, height: 480 });
  expect(kind('Screen')).toMatchObject({ type: 'display', surface: 'monitor', isCursorShown: false, withSound: false });
  expect(kind('Window')).toMatchObject({ type: 'display', surface: 'window' });
  expect(kind('Alerts')).toEqual({
    ...{ type: 'web', url: 'https://alerts.example/x', width: 800, height: 600 },
    ...{ fps: 30, css: 'body { margin: 0 }', keepsRunning: false, withSound: true },
  });
  expect([notes('Screen'), notes('Webcam'), notes('Alerts')]).toEqual([
    ['capture-to-choose', 'size-unknown'],
    ['device-to-choose'],
    ['web-page-reserved'],
  ]);
  expect([notes('NDI'), notes('Evil page')]).toEqual([['source-unsupported'], ['source-unsupported']]);
  expect(collection.sources.map(({ name }) => name)).not.toContain('Evil page');
});

test('sound keeps its volume, balance, delay and monitor; filters become effects', async () => {
  const key = obsFilter('chroma_key_filter_v2', {
    key_color_type: 'custom',
    key_color: 0x2040ff,
    similarity: 300,
    spill: 50,
  });
  const correction = { gamma: -1, contrast: 1, brightness: 0.1, saturation: -0.5, hue_shift: 90, opacity: 1 };
  const camera = {
    filters: [
      key,
      obsFilter('color_filter_v2', correction),
      obsFilter('crop_filter', { left: 128, relative: true }),
      obsFilter('sharpness_filter_v2', { sharpness: 0.1 }),
      obsFilter('mask_filter_v2', {}, false),
    ],
  };
  const microphone = {
    ...{ volume: 0.5, balance: 1, muted: true, sync: 150_000_000, monitoring_type: 2 },
    filters: [obsFilter('gain_filter', { db: 3 }), obsFilter('noise_suppress_filter_v2', { method: 'rnnoise' })],
  };
  const { collection, notes } = await bench.taken(
    [
      obsSource('dshow_input', 'Camera', { resolution: '1280x720' }, camera),
      obsSource('monitor_capture', 'Screen', {}),
      obsSource('wasapi_input_capture', 'Guest', { device_id: 'default' }, { volume: 0, sync: -5_000_000 }),
      obsScene('Game', [obsItem('Screen'), obsItem('Camera', { crop_left: 128 }), obsItem('Guest')]),
    ],
    {
      DesktopAudioDevice1: obsSource('wasapi_output_capture', 'Desktop Audio', { device_id: 'default' }),
      AuxAudioDevice1: obsSource('wasapi_input_capture', 'Mic/Aux', { device_id: 'default' }, microphone),
    },
  );
  expect(sourceOf(collection, 'Mic/Aux')).toMatchObject({
    kind: { type: 'microphone', noiseSuppression: true },
    sound: { gainDb: -3.02, isMuted: true, balance: 1, delayMs: 150, monitor: 'also' },
    isHeardEverywhere: true,
  });
  expect(sourceOf(collection, 'Guest')).toMatchObject({ sound: { gainDb: -60, delayMs: 0 }, isHeardEverywhere: true });
  expect(notes('Guest')).toEqual(['device-to-choose', 'value-limited', 'heard-everywhere']);
  expect(notes('Desktop Audio')).toEqual(['system-sound-with-screen']);
  expect(sourceOf(collection, 'Screen')).toMatchObject({ kind: { withSound: true }, sound: { gainDb: 0 } });
  expect(sourceOf(collection, 'Camera').effects).toEqual({
    chromaKey: { colour: '#ff4020', similarity: 0.3, smoothness: 0.08, spill: 0.05 },
    colour: { brightness: 0.1, contrast: 2, saturation: 0.5, hueDegrees: 90, gamma: 0.5 },
    blurPx: 0,
  });
  expect(notes('Camera')).toEqual(['device-to-choose', 'filter-unsupported']);
  // cut by the filter and by the item
  expect(itemOf(collection, 'Camera')).toMatchObject({ crop: { left: 0.2 }, box: { width: 1024 } });
});

test('files of this computer are taken along, with the size that their heads tell; others are said', async () => {
  const png = Buffer.alloc(5000);
  png.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  png.writeUInt32BE(320, 16);
  png.writeUInt32BE(180, 20);
  const logo = path.join(bench.folder, 'logo.png');
  await writeFile(logo, png);
  await writeFile(path.join(bench.folder, 'notes.txt'), 'no picture');
  const image = (name: string, file: string): object => obsSource('image_source', name, { file });
  const sources = [
    image('Logo', logo),
    obsSource('ffmpeg_source', 'Picture as media', { local_file: logo, is_local_file: true }),
    image('Text', path.join(bench.folder, 'notes.txt')),
    image('Gone', 'C:\\Users\\me\\gone.png'),
    image('Share', '\\\\evil.example\\share\\a.png'),
    image('Folder', bench.folder),
    obsSource('slideshow', 'Slides', { files: [{ value: logo }, { value: '/b.png' }] }),
  ];
  const names = ['Logo', 'Picture as media', 'Text', 'Gone', 'Share', 'Folder', 'Slides'];
  const { collection, report, notes } = await bench.taken([
    ...sources,
    obsScene(
      'Game',
      names.map((name) => obsItem(name)),
    ),
  ]);
  const { kind } = sourceOf(collection, 'Logo');
  const assetId = kind.type === 'image' ? kind.assetId : null;
  expect(await bench.store.find(assetId ?? '')).toMatchObject({ name: 'logo.png', sizeBytes: 5000 });
  expect(itemOf(collection, 'Logo').box).toEqual({ x: 0, y: 0, width: 320, height: 180 });
  expect(sourceOf(collection, 'Picture as media').kind).toEqual({ type: 'image', assetId });
  expect(notes('Logo')).toEqual([]);
  expect(notes('Text')[0]).toBe('file-unsupported');
  expect([notes('Gone')[0], notes('Share')[0], notes('Folder')[0]]).toEqual([
    'file-missing',
    'file-elsewhere',
    'file-missing',
  ]);
  expect(notes('Slides')).toEqual(['first-file-only']);
  expect(report.notes.find(({ source: name }) => name === 'Gone')?.details).toBe('gone.png');
  // whoever wrote the collection chose the files: its user is asked which ones, and may leave them
  expect((await obsFiles(obsCollection(sources))).sort()).toEqual([logo, path.join(bench.folder, 'notes.txt')].sort());
});

test('filters that only another kind of source has here are said', async () => {
  const filters = [obsFilter('scroll_filter', { speed_x: 100 }), obsFilter('noise_suppress_filter_v2', {})];
  const sources = [
    obsSource('color_source_v3', 'Picture', { width: 10, height: 10 }, { filters }),
    obsSource('text_gdiplus_v3', 'Line', { text: 'Hi' }, { filters: filters.slice(0, 1) }),
    obsSource('wasapi_input_capture', 'Mic', {}, { filters: filters.slice(1) }),
  ];
  const items = ['Picture', 'Line', 'Mic'].map((name) => obsItem(name));
  const { report, notes } = await bench.taken([...sources, obsScene('Game', items)]);
  const unsupported = report.notes.filter(({ code }) => code === 'filter-unsupported');
  expect(unsupported.map(({ source, details }) => [source, details])).toEqual([
    ['Picture', 'scroll_filter'],
    ['Picture', 'noise_suppress_filter'],
  ]);
  expect([notes('Line'), notes('Mic')]).toEqual([['size-unknown'], ['device-to-choose', 'heard-everywhere']]);
});

test('films start over with their scene where they did', async () => {
  const film = (name: string, settings: object = {}): object => obsSource('ffmpeg_source', name, settings);
  const playlist = (name: string, settings: object = {}): object => obsSource('vlc_source', name, settings);
  const sources = [
    film('Intro'),
    film('Music', { restart_on_activate: false, looping: true }),
    playlist('List'),
    playlist('Always', { playback_behavior: 'always_play' }),
    playlist('Paused', { playback_behavior: 'pause_unpause' }),
  ];
  const names = ['Intro', 'Music', 'List', 'Always', 'Paused'];
  const items = names.map((name) => obsItem(name));
  const { collection, notes } = await bench.taken([...sources, obsScene('Game', items)]);
  const kinds = names.map((name) => sourceOf(collection, name).kind);
  expect(kinds.map((kind) => kind.type === 'media' && [kind.isLooped, kind.startsOver])).toEqual([
    ...[
      [false, true],
      [true, false],
    ],
    ...[
      [true, true],
      [true, false],
      [true, true],
    ],
  ]);
  expect(notes('Always')).not.toContain('source-partly');
  expect(notes('Paused')).toContain('source-partly');
});

test('files that nobody allowed are left where they are', async () => {
  const logo = path.join(bench.folder, 'private.png');
  await writeFile(logo, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  const sources = [obsSource('image_source', 'Logo', { file: logo }), obsScene('Game', [obsItem('Logo')])];
  const { collection, notes } = await bench.taken(sources, {}, false);
  expect(sourceOf(collection, 'Logo').kind).toEqual({ type: 'image', assetId: null });
  expect(notes('Logo')[0]).toBe('file-left');
  await expect(readdir(bench.store.folder)).rejects.toMatchObject({ code: 'ENOENT' });
});
