import { expect, it } from 'vitest';
import { findRegion } from './aws-profile-region.js';

const config = `
region = nowhere-1
[default]
region=eu-west-1
[ profile  work ]
output = json
s3 =
  region = nested-1
region = us-east-2 ; where the office is
[profile "play"]\r
region = ap-south-1\r
[profile bare]
[sso-session work]
region = eu-north-1
`;

it.each([
  [['default', 'profile default'], 'eu-west-1'],
  [['profile work'], 'us-east-2'],
  [['profile play'], 'ap-south-1'],
  [['profile bare'], null],
  [['work'], null],
])('finds the region of %j', (sections, region) => {
  expect(findRegion(config, sections)).toBe(region);
});
