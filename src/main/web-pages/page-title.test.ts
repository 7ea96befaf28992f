import { expect, test } from 'vitest';
import { pageTitle } from './page-title.js';

test.each([
  ['Alert box', 'https://alerts.example/box/secret', 'Alert box'],
  ['alerts.example/box/secret', 'https://alerts.example/box/secret', ''],
  ['127.0.0.1:8080/box?key=secret key', 'http://127.0.0.1:8080/box?key=secret%20key', ''],
  ['x'.repeat(300), 'https://alerts.example/', 'x'.repeat(200)],
  ['', '', ''],
])('%s', (title, url, told) => {
  expect(pageTitle(title, url)).toBe(told);
});
