import { app } from 'electron';

/** Whether WebGL is a graphics card's. What software draws is no work for what strangers send (SwiftShader is not kept apart). */
export function hasGraphics(): boolean {
  return /^enabled/.test(app.getGPUFeatureStatus().webgl) && /^enabled/.test(app.getGPUFeatureStatus().gpu_compositing);
}
