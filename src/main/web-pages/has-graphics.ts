import { app } from 'electron';

/**
 * Whether WebGL is a graphics card's. What software draws is no work for what strangers send (SwiftShader is not kept apart). Chromium
 * holds that for canvas elements alone: an OffscreenCanvas has WebGL whatever is said (its `IsWebGL1Enabled`), and no switch for one page
 * was found that takes it away.
 */
export function hasGraphics(): boolean {
  return /^enabled/.test(app.getGPUFeatureStatus().webgl) && /^enabled/.test(app.getGPUFeatureStatus().gpu_compositing);
}
