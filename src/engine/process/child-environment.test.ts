import { expect, it } from 'vitest';
import { childEnvironment } from './child-environment.js';

it('keeps keys from children, and nothing else', () => {
  const env = { PATH: '/bin', AWS_REGION: 'eu-west-1', AWS_SECRET_ACCESS_KEY: 'hush', Headwater_Secret_Key: 'hush' };
  expect(childEnvironment(env)).toEqual({ PATH: '/bin', AWS_REGION: 'eu-west-1' });
});

it('leaves out the keys of relays, numbered or not', () => {
  const env = { HEADWATER_RELAY_KEY: 'a', Headwater_Relay_Key_2: 'b', HEADWATER_RELAY_BACKUP_KEY: 'c' };
  const more = { HEADWATER_RELAY_PASSPHRASE_1: 'd', HEADWATER_HOME: '/data' };
  expect(childEnvironment({ ...env, ...more })).toEqual({ HEADWATER_HOME: '/data' });
});
