import { expect, test } from 'vitest';
import { isServiceWorker, mayGoTo, mayLoad } from './page-rules.js';

const engine = 'http://127.0.0.1:8089/#token=x';

test.each([
  'https://alerts.example/x?key=1',
  'http://127.0.0.1:4455/overlay',
  'http://localhost:3000/',
  'ws://localhost:4455/',
  'wss://events.example/',
  'data:image/png;base64,AA==',
  'blob:https://alerts.example/1',
  'about:srcdoc',
  'http://192.168.1.5/',
])('may be loaded: %s', (url) => {
  expect(mayLoad(url, engine)).toBe(true);
});

test.each([
  'http://127.0.0.1:8089/',
  'ws://127.0.0.1:8089/trpc',
  'http://localhost:8089/api/session',
  'http://[::1]:8089/',
  'http://0.0.0.0:8089/',
  'http://127.1:8089/',
  'https://rebound.example:8089/',
  'file:///etc/passwd',
  'app://studio/',
  'chrome://gpu',
  'devtools://devtools/bundled/inspector.html',
  'ftp://files.example/',
  'javascript:alert(1)',
  'http://',
  '',
])('may not be loaded: %s', (url) => {
  expect(mayLoad(url, engine)).toBe(false);
});

test('knows the script of a service worker by what Chromium says of it', () => {
  expect(isServiceWorker({ Accept: '*/*', 'Service-Worker': 'script' })).toBe(true);
  expect(isServiceWorker({ 'service-worker': 'script' })).toBe(true);
  expect(isServiceWorker({ Accept: '*/*', 'Service-Worker-Navigation-Preload': 'true' })).toBe(false);
});

test('goes to servers alone; frames hold what the page made, too', () => {
  expect(mayGoTo('https://sign-in.example/', true)).toBe(true);
  expect(mayGoTo('about:srcdoc', false)).toBe(true);
  for (const url of [
    'about:blank',
    'data:text/html,x',
    'blob:https://a.example/1',
    'file:///etc/passwd',
    'mailto:x@y.z',
    '',
  ])
    expect(mayGoTo(url, true)).toBe(false);
  expect(mayGoTo('file:///etc/passwd', false)).toBe(false);
});
