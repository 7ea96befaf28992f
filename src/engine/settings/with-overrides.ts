import type { EngineOptions } from '../engine-api.js';

/** The settings with what this run's command line says instead. */
export function withOverrides<T extends { stream: object }>(settings: T, overrides: EngineOptions['settings']): T {
  return overrides === undefined ? settings : { ...settings, stream: { ...settings.stream, ...overrides } };
}
