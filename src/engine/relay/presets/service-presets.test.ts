import { describe, expect, it } from 'vitest';
import { relayServiceOf, relayServices, relayUrlSchema } from '../../../shared/relay-url.js';
import { servicePresetSchema } from '../../../shared/relays.js';
import { servicePreset, servicePresets } from './service-presets.js';

it('knows every service once', () => {
  expect(servicePresets().map(({ service }) => service)).toEqual([...relayServices]);
});

describe.each(servicePresets())('$label', (preset) => {
  it('can be shown, and its addresses can be saved as they are', () => {
    expect(servicePresetSchema.parse(preset)).toEqual(preset);
    const urls = preset.servers.flatMap(({ url, backupUrl }) => [url, ...(backupUrl === null ? [] : [backupUrl])]);
    for (const url of [...urls, preset.urlPlaceholder]) expect(relayUrlSchema.parse(url)).toBe(url);
    for (const url of urls) expect(relayServiceOf(url)).toBe(preset.service);
    if (preset.needsTls) for (const url of urls) expect(url).toMatch(/^rtmps:/);
    expect(new Set(preset.servers.map(({ id }) => id)).size).toBe(preset.servers.length);
  });

  it('takes what the ladder always has', () => {
    expect(servicePreset(preset.service).limits.videoCodecs).toContain('h264');
    expect(preset.limits.audioCodecs).toContain('aac');
    expect(preset.guide.length).toBeGreaterThan(0);
  });
});
