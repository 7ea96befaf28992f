/** What draws, by its own name; empty where the browser does not tell. */
export function glDriver(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return info === null ? '' : String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL));
}

/** Whether the driver is one of those that draw on the processor, and does not say so itself. */
export function isSoftwareDriver(name: string): boolean {
  return /swiftshader|llvmpipe|softpipe|basic render/i.test(name);
}
