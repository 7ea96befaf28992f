import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../engine/host/data-dir.js';
import { defaultDataDir } from '../shared/data-dir.js';
import { dataDir, resolveInput } from './places.js';

const linux: Surroundings = { platform: 'linux', env: {}, home: '/home/ann', cwd: '/work' };

describe('the data folder', () => {
  it('is the platform’s own', () => {
    expect(defaultDataDir(linux)).toBe('/home/ann/.local/share/headwater');
    expect(defaultDataDir({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/headwater');
    expect(defaultDataDir({ ...linux, env: { XDG_DATA_HOME: 'relative' } })).toBe('/home/ann/.local/share/headwater');
    expect(defaultDataDir({ ...linux, platform: 'darwin', home: '/Users/ann' })).toBe(
      '/Users/ann/Library/Application Support/Headwater',
    );
    const windows: Surroundings = { ...linux, platform: 'win32', home: 'C:\\Users\\ann' };
    expect(defaultDataDir(windows)).toBe('C:\\Users\\ann\\AppData\\Roaming\\Headwater');
    expect(defaultDataDir({ ...windows, env: { APPDATA: 'D:\\Roaming' } })).toBe('D:\\Roaming\\Headwater');
  });

  it('is what was asked for, then HEADWATER_HOME, always absolute', () => {
    const around = { ...linux, env: { HEADWATER_HOME: 'home' } };
    expect(dataDir('mine', around)).toBe('/work/mine');
    expect(dataDir(null, around)).toBe('/work/home');
    expect(dataDir(null, { ...linux, env: { HEADWATER_HOME: '' } })).toBe('/home/ann/.local/share/headwater');
  });

  it('is relative to where the person is, not to where npm went', () => {
    const env = { INIT_CWD: '/home/ann/films', npm_lifecycle_event: 'headwater' };
    expect(dataDir('x', { ...linux, env })).toBe('/home/ann/films/x');
    expect(dataDir('x', { ...linux, env: { ...env, npm_lifecycle_event: 'something-else' } })).toBe('/work/x');
  });
});

describe('resolveInput', () => {
  it('leaves URLs alone and makes paths absolute', () => {
    expect(resolveInput('srt://host:9000?mode=caller', linux)).toBe('srt://host:9000?mode=caller');
    expect(resolveInput('film.mp4', linux)).toBe('/work/film.mp4');
    expect(resolveInput('-i', linux)).toBe('/work/-i');
    expect(resolveInput('/a/b c.mkv', linux)).toBe('/a/b c.mkv');
    expect(resolveInput('file:///a/b%20c.mkv', linux)).toBe('/a/b c.mkv');
  });
});
