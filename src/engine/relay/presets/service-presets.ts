import type { RelayService } from '../../../shared/relay-url.js';
import type { ServicePreset } from '../../../shared/relays.js';
import { customRtmp } from './custom-rtmp.js';
import { facebook } from './facebook.js';
import { kick } from './kick.js';
import { linkedin } from './linkedin.js';
import { srt } from './srt.js';
import { twitch } from './twitch.js';
import { youtube } from './youtube.js';

const presets: Readonly<Record<RelayService, ServicePreset>> = {
  twitch,
  youtube,
  facebook,
  kick,
  linkedin,
  rtmp: customRtmp,
  srt,
};

/** What is known of a service. */
export function servicePreset(service: RelayService): ServicePreset {
  return presets[service];
}

/** All of them, in the order in which forms show them. */
export function servicePresets(): ServicePreset[] {
  return Object.values(presets);
}
