import type { SourceKind } from '../../../shared/scenes/scene-source.js';
import { held } from './held.js';
import type { ImportNotes } from './import-notes.js';
import { mapText } from './map-text.js';
import { obsColour } from './obs-colour.js';
import type { ObsSource } from './obs-schema.js';
import { SettingsReader } from './settings-reader.js';

/** What a source of OBS becomes. */
export interface MappedKind {
  readonly kind: SourceKind;
  /** Of its picture, in pixels; null: not known from the file. */
  readonly size: { readonly width: number; readonly height: number } | null;
  /** The file that it shows, as the other computer names it. */
  readonly file: string | null;
}

/** Kinds by their id without the version behind it (`text_gdiplus_v3`). */
const displays = new Set([
  ...['monitor_capture', 'display_capture', 'screen_capture', 'xshm_input', 'syphon-input'],
  ...['pipewire-desktop-capture-source', 'pipewire-screen-capture-source'],
]);
const windows = new Set(['window_capture', 'game_capture', 'xcomposite_input', 'pipewire-window-capture-source']);
const cameras = new Set(['dshow_input', 'v4l2_input', 'av_capture_input', 'macos-avcapture', 'macos-avcapture-fast']);
const microphones = new Set([
  ...['wasapi_input_capture', 'pulse_input_capture', 'coreaudio_input_capture', 'alsa_input_capture'],
]);
const systemSounds = new Set([
  ...['wasapi_output_capture', 'pulse_output_capture', 'coreaudio_output_capture', 'sck_audio_capture'],
  'wasapi_process_output_capture',
]);

/** The id without its version. */
export function kindOf({ id }: Pick<ObsSource, 'id'>): string {
  return id.replace(/_v\d+$/, '');
}

/** Whether it is the sound of the computer itself, which a browser gives together with a screen alone. */
export function isSystemSound(source: ObsSource): boolean {
  return systemSounds.has(kindOf(source));
}

/** Null: it has no counterpart, and a note says so. */
export function mapKind(source: ObsSource, notes: ImportNotes, withSystemSound: boolean): MappedKind | null {
  const kind = kindOf(source);
  const settings = new SettingsReader(source.settings);
  const limited = (details: string) => (): void => notes.add('value-limited', { source: source.name, details });
  const whole = (name: string, fallback: number, least: number, most: number): number =>
    Math.round(held(settings.number(name, fallback), least, most, limited(name)));
  const plain = (mapped: SourceKind, file: string | null = null): MappedKind => ({ kind: mapped, size: null, file });

  if (kind === 'color_source') {
    const size = { width: whole('width', 1920, 1, 16_384), height: whole('height', 1080, 1, 16_384) };
    // as libobs has it where nothing was chosen
    const colour = obsColour(settings.number('color', 0xffd1d1d1));
    return { kind: { type: 'colour', colour, to: null, angle: 0 }, size, file: null };
  }
  if (kind === 'image_source') return plain({ type: 'image', assetId: null }, settings.text('file') || null);
  if (kind === 'slideshow') {
    const files = settings.paths('files');
    notes.add('first-file-only', { source: source.name, details: String(files.length) });
    return plain({ type: 'image', assetId: null }, files[0] ?? null);
  }
  if (kind === 'ffmpeg_source') {
    const isLocal = settings.flag('is_local_file', true);
    if (!isLocal) notes.add('source-unsupported', { source: source.name, details: 'ffmpeg_source (network)' });
    const media: SourceKind = {
      type: 'media',
      assetId: null,
      isLooped: settings.flag('looping', false),
      isPlaying: true,
      startsOver: settings.flag('restart_on_activate', true),
    };
    return isLocal ? plain(media, settings.text('local_file') || null) : null;
  }
  if (kind === 'vlc_source') {
    const files = settings.paths('playlist');
    if (files.length > 1) notes.add('first-file-only', { source: source.name, details: String(files.length) });
    const isLooped = settings.flag('loop', true);
    // of VLC's three ways one is ours by default, and one by its field; the third pauses where it is
    const behaviour = settings.text('playback_behavior') || 'stop_restart';
    if (behaviour === 'pause_unpause') notes.add('source-partly', { source: source.name, details: behaviour });
    const startsOver = behaviour !== 'always_play';
    return plain({ type: 'media', assetId: null, isLooped, isPlaying: true, startsOver }, files[0] ?? null);
  }
  if (kind === 'text_gdiplus' || kind === 'text_ft2_source') return plain(mapText(source, kind, notes));
  if (cameras.has(kind)) return mapCamera(source, settings, notes);
  if (displays.has(kind) || windows.has(kind)) {
    notes.add('capture-to-choose', { source: source.name });
    const isCursorShown = ['capture_cursor', 'show_cursor', 'cursor', 'ShowCursor'].every((name) =>
      settings.flag(name, true),
    );
    // ScreenCaptureKit has one kind for all: 0 is a display
    const isWindow = windows.has(kind) || (kind === 'screen_capture' && settings.number('type', 0) !== 0);
    const surface = isWindow ? 'window' : 'monitor';
    return plain({ type: 'display', surface, withSound: withSystemSound && !isWindow, isCursorShown, maxFps: 60 });
  }
  if (microphones.has(kind)) {
    const hasFilter = (id: string): boolean =>
      source.filters.some((filter) => filter !== null && filter.enabled && kindOf(filter) === id);
    notes.add('device-to-choose', { source: source.name });
    const noiseSuppression = hasFilter('noise_suppress_filter');
    return plain({ type: 'microphone', device: null, noiseSuppression, echoCancellation: false, autoGain: false });
  }
  if (kind === 'browser_source') {
    const url = webUrl(settings.text('url'));
    const size = { width: whole('width', 800, 16, 7680), height: whole('height', 600, 16, 4320) };
    if (url === null || settings.flag('is_local_file', false)) {
      notes.add('source-unsupported', { source: source.name, details: 'browser_source (local file)' });
      return null;
    }
    notes.add('web-page-reserved', { source: source.name });
    const fps = settings.flag('fps_custom', false) ? whole('fps', 30, 1, 60) : 30;
    const css = settings.text('css').slice(0, 20_000);
    const kind = { type: 'web', url, ...size, fps, css } as const;
    // without it OBS leaves its sound to the speakers
    const withSound = settings.flag('reroute_audio', false);
    return { kind: { ...kind, keepsRunning: !settings.flag('shutdown', false), withSound }, size, file: null };
  }
  notes.add(isSystemSound(source) ? 'system-sound-with-screen' : 'source-unsupported', {
    source: source.name,
    details: kind,
  });
  return null;
}

function mapCamera(source: ObsSource, settings: SettingsReader, notes: ImportNotes): MappedKind {
  // DirectShow: "name:path", with the name's colons written #3A; macOS keeps the name beside the id
  const label = (settings.text('video_device_id').split(':')[0] ?? '').replaceAll('#3A', ':').replaceAll('#22', '#');
  const name = (label || settings.text('device_name')).slice(0, 200);
  notes.add('device-to-choose', { source: source.name, ...(name !== '' && { details: name }) });
  const size = cameraSize(settings);
  const within = size !== null && size.width >= 16 && size.width <= 7680 && size.height >= 16 && size.height <= 4320;
  const { width, height } = within ? size : { width: 1280, height: 720 };
  const device = name === '' ? null : { deviceId: '', label: name };
  // 100 ns units; -1 and 0 mean "as the device likes"
  const interval = settings.number('frame_interval', 0);
  const fps = interval > 0 ? held(Math.round((1e7 / interval) * 100) / 100, 1, 120) : (v4l2Fps(settings) ?? 30);
  return {
    kind: { type: 'camera', device, width, height, fps, isMirrored: false },
    size: { width, height },
    file: null,
  };
}

/** Seconds per picture as a fraction in one number; -1: as the device likes. */
function v4l2Fps(settings: SettingsReader): number | null {
  const packed = settings.number('framerate', 0);
  const seconds = (packed >>> 16) / (packed & 0xffff);
  return packed > 0xffff && seconds > 0 && Number.isFinite(seconds) ? held(1 / seconds, 1, 120) : null;
}

/** `1280x720` (DirectShow), width and height in one number (V4L2), or in the name of a preset (macOS). */
function cameraSize(settings: SettingsReader): { width: number; height: number } | null {
  const texts = [settings.text('resolution'), settings.text('last_resolution'), settings.text('preset')];
  for (const text of texts) {
    const [, width, height] = /(\d{2,5})x(\d{2,5})/.exec(text) ?? [];
    if (width !== undefined && height !== undefined) return { width: Number(width), height: Number(height) };
  }
  const packed = settings.number('resolution', 0);
  return packed > 0xffff ? { width: packed >>> 16, height: packed & 0xffff } : null;
}

function webUrl(text: string): string | null {
  if (!URL.canParse(text) || text.length > 4096) return null;
  const { protocol } = new URL(text);
  return protocol === 'http:' || protocol === 'https:' ? text : null;
}
