import { expect, test } from 'vitest';
import { withSandbox } from './page-policy.js';

test('a document gets a policy beside its own ones', () => {
  const headers = { 'content-security-policy': ["default-src 'self'", "script-src 'self'"], Date: ['now'] };
  expect(withSandbox(headers)).toEqual({
    Date: ['now'],
    'Content-Security-Policy': [
      "default-src 'self'",
      "script-src 'self'",
      expect.stringMatching(/^sandbox (?!.*allow-(?:modals|popups|top-navigation|downloads))/),
    ],
  });
});

test('one without any gets that alone', () => {
  expect(withSandbox({})['Content-Security-Policy']).toHaveLength(1);
});
