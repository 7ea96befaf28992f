/**
 * Headers of every answer that the studio's page is made of, from the engine's server and from the desktop app's protocol alike.
 * `port`: the engine's. Scripts come from our own files alone. Styles may be inline: Radix's scroll
 * lock inserts a style element, and styles without scripts or foreign hosts to call are harmless. Pictures, video and
 * playlists also come from the origin, which is on another loopback port.
 */
export function studioHeaders(port: number): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "img-src 'self' blob: data: http://127.0.0.1:*",
    "media-src 'self' blob: http://127.0.0.1:*",
    // Older browsers do not count a WebSocket to the same host as 'self'.
    `connect-src 'self' ws://127.0.0.1:${port} ws://localhost:${port} http://127.0.0.1:*`,
    "frame-src 'none'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
