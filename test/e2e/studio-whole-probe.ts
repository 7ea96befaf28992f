import type { BrowserContext } from '@playwright/test';

/** What the page of the probe keeps. */
interface Probe {
  /** Different pictures of the screen that were read back by now. */
  readonly seen: Set<string>;
  /** What it failed with. */
  error: string | null;
}

/**
 * Whether this browser draws by GL what it captures of a screen that counts: without any code of the studio, by the same ways
 * (getDisplayMedia, MediaStreamTrackProcessor, texImage2D). Null: it does; else what is wrong with it. `base`: an origin
 * that may capture.
 */
export async function whyNoScreenByGl(context: BrowserContext, base: string): Promise<string | null> {
  const address = new URL('/probe-of-the-screen', base).href;
  await context.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<button>Share</button>' }));
  const page = await context.newPage();
  await page.goto(address);
  await page.evaluate(() => {
    const probe: Probe = { seen: new Set(), error: null };
    Reflect.set(window, 'probe', probe);
    const gl = new OffscreenCanvas(64, 64).getContext('webgl2');
    const read = async (): Promise<void> => {
      if (gl === null) throw new Error('there is no WebGL');
      const [track] = (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks();
      if (track === undefined) throw new Error('nothing is shared');
      const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
      const texture = gl.createTexture();
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
      for (let step = await reader.read(); !step.done; step = await reader.read()) {
        const { displayWidth, displayHeight } = step.value;
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, step.value);
        step.value.close();
        gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
        const row = new Uint8Array(displayWidth * 4);
        gl.readPixels(0, Math.floor(displayHeight / 20), displayWidth, 1, gl.RGBA, gl.UNSIGNED_BYTE, row);
        probe.seen.add(row.join());
        if (probe.seen.size > 3) break;
      }
      track.stop();
    };
    document.querySelector('button')?.addEventListener('click', () => {
      read().catch((error: unknown) => (probe.error = String(error)));
    });
  });
  await page.getByRole('button').click();
  const answer = await page
    .waitForFunction(
      () => {
        const { seen, error } = Reflect.get(window, 'probe') as Probe;
        return seen.size > 3 ? { why: null } : error === null ? null : { why: error };
      },
      undefined,
      { timeout: 60_000 },
    )
    .then((handle) => handle.jsonValue())
    .catch(() => ({ why: 'what is captured stands still' }));
  await page.close();
  return answer?.why ?? null;
}
