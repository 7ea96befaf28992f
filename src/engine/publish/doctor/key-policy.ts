import type { BucketTarget } from '../s3/bucket-target.js';
import { jsonDocument } from './json-document.js';

/**
 * The rights that Headwater's key needs and no more, as an IAM policy (JSON text); null for providers whose keys get their
 * rights by a choice in the console.
 */
export function keyPolicy(target: BucketTarget): string | null {
  if (!['aws', 'wasabi', 'minio', 'tigris'].includes(target.profile.id)) return null;
  const { bucket } = target.config;
  return jsonDocument({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'HeadwaterBucket',
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
        Resource: [`arn:aws:s3:::${bucket}`],
      },
      {
        Sid: 'HeadwaterFiles',
        Effect: 'Allow',
        Action: ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:AbortMultipartUpload'],
        Resource: [`arn:aws:s3:::${bucket}/*`],
      },
    ],
  });
}
