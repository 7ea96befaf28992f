import type { ProviderId } from '../../../shared/destinations.js';
import type { BucketTarget } from '../s3/bucket-target.js';

/** Where to click or what to type at a provider. `{bucket}` and `{prefix}` are filled in. */
interface Steps {
  /** Make what is in the bucket readable for everybody; the policy document goes with it where there is one. */
  readonly makePublic: readonly string[];
  /** Where the public URL of the bucket is found. */
  readonly publicUrl: readonly string[];
  /** Set CORS; the document goes with it. */
  readonly cors: readonly string[];
  /** Give a key the right to write; where that is one step with making it, that. */
  readonly key: readonly string[];
  /** Make another key, in place of one that is lost, unknown or expired. */
  readonly newKey: readonly string[];
  /** Where the bucket's region is told. */
  readonly region: readonly string[];
}

const s3cmd = 'With the s3cmd tool (set up with this endpoint and key)';

const steps: Readonly<Record<ProviderId, Steps>> = {
  aws: {
    makePublic: [
      'AWS console → S3 → Buckets → {bucket} → Permissions → Block public access (bucket settings) → Edit: clear "Block all public access", Save changes.',
      'On the same page: Bucket policy → Edit, paste the document, Save changes.',
    ],
    publicUrl: [
      'AWS console → S3 → {bucket} → Properties shows the region; the public URL is https://{bucket}.s3.REGION.amazonaws.com, or that of your CloudFront distribution.',
    ],
    cors: [
      'AWS console → S3 → {bucket} → Permissions → Cross-origin resource sharing (CORS) → Edit, paste the document, Save changes.',
    ],
    key: [
      "AWS console → IAM → Users → the key's user → Permissions → Add permissions → Create inline policy → JSON, paste the document.",
      'A new key: IAM → Users → the user → Security credentials → Access keys → Create access key.',
    ],
    newKey: ['AWS console → IAM → Users → the user → Security credentials → Access keys → Create access key.'],
    region: ['AWS console → S3 → Buckets: the column "AWS Region" of {bucket}.'],
  },
  r2: {
    makePublic: [
      'Cloudflare dashboard → R2 → {bucket} → Settings → Custom Domains → Add, and name a domain of yours that Cloudflare serves.',
      'For a try only: Settings → Public Development URL → Enable (throttled, not for viewers).',
    ],
    publicUrl: [
      'Cloudflare dashboard → R2 → {bucket} → Settings → Custom Domains: the public URL is https:// and that domain.',
    ],
    cors: ['Cloudflare dashboard → R2 → {bucket} → Settings → CORS Policy → Add, tab JSON, paste the document, Save.'],
    key: [
      'Cloudflare dashboard → R2 → Manage API tokens → Create API token: permission "Object Read & Write", bucket {bucket}.',
    ],
    newKey: [
      'Cloudflare dashboard → R2 → Manage API tokens → Create API token: permission "Object Read & Write", bucket {bucket}.',
    ],
    region: ['The region of R2 is always "auto".'],
  },
  b2: {
    makePublic: ['Backblaze → B2 Cloud Storage → Buckets → {bucket} → Bucket Settings: "Files in bucket are: Public".'],
    publicUrl: [
      'Backblaze → Buckets → {bucket} → Upload/Download: open any file; its "S3 URL" without the file name is the public URL.',
    ],
    cors: [
      'Backblaze → Buckets → {bucket} → CORS Rules: "Share everything in this bucket with every origin", for both APIs.',
      'Or with the b2 tool and the document in cors.json: b2 bucket update --cors-rules "$(cat cors.json)" {bucket}',
    ],
    key: [
      'Backblaze → Application Keys → Add a New Application Key: bucket {bucket}, type of access "Read and Write", and tick "Allow List All Bucket Names".',
    ],
    newKey: [
      'Backblaze → Application Keys → Add a New Application Key: bucket {bucket}, type of access "Read and Write", and tick "Allow List All Bucket Names".',
    ],
    region: ['Backblaze → Buckets → {bucket}: the region is the part after "s3." in the endpoint, like us-west-004.'],
  },
  tigris: {
    makePublic: [
      'Tigris dashboard → Buckets → {bucket} → Settings: set the access to Public.',
      'Or with the tigris tool: tigris buckets set {bucket} --access public',
    ],
    publicUrl: [
      'Tigris dashboard → Buckets → {bucket}: the public URL is https://{bucket}.t3.tigrisfiles.io, or your custom domain.',
    ],
    cors: [
      'Tigris dashboard → Buckets → {bucket} → Settings → CORS: enter what the document says.',
      "Or with the tigris tool: tigris buckets set-cors {bucket} --origins '*' --methods GET,HEAD",
    ],
    key: ['Tigris dashboard → Access Keys → Create: role Editor for {bucket}.'],
    newKey: ['Tigris dashboard → Access Keys → Create: role Editor for {bucket}.'],
    region: ['The region of Tigris is always "auto".'],
  },
  minio: {
    makePublic: [
      'With the mc tool: mc anonymous set download ALIAS/{bucket}/{prefix}',
      'Or, where the MinIO console has it: Buckets → {bucket} → Access Policy → Custom, and paste the document.',
    ],
    publicUrl: ["The public URL is the server's own address and the bucket, like https://minio.example.com/{bucket}."],
    cors: [
      'MinIO answers every website by default; look for a proxy in front of it that takes the headers away.',
      'Where the server has rules for each bucket: mc cors set ALIAS/{bucket} cors.xml, with the document in cors.xml.',
    ],
    key: [
      'With the mc tool: mc admin policy create ALIAS headwater key.json (the document), then mc admin policy attach ALIAS headwater --user KEY',
    ],
    newKey: [
      'With the mc tool: mc admin accesskey create ALIAS USER prints a new key of that user (older ones: mc admin user svcacct add).',
    ],
    region: ['With the mc tool: mc admin config get ALIAS site (or "region"); without one it is us-east-1.'],
  },
  ceph: {
    makePublic: [`${s3cmd} and the document in policy.json: s3cmd setpolicy policy.json s3://{bucket}`],
    publicUrl: ["The public URL is the gateway's address and the bucket, like https://ceph.example.com/{bucket}."],
    cors: [`${s3cmd} and the document in cors.xml: s3cmd setcors cors.xml s3://{bucket}`],
    key: [
      'On the cluster: radosgw-admin user create --uid=headwater --display-name=Headwater prints a new key.',
      'A key of another user needs a bucket policy that allows it s3:PutObject, s3:GetObject, s3:DeleteObject and s3:ListBucket.',
    ],
    newKey: ['On the cluster: radosgw-admin key create --uid=USER --key-type=s3 prints a new key of that user.'],
    region: [
      'The region is the name of the zone group (radosgw-admin zonegroup get); us-east-1 works on most gateways.',
    ],
  },
  spaces: {
    makePublic: [
      'DigitalOcean makes each file public when it is stored: choose the provider "DigitalOcean Spaces" here, which asks for that.',
      'Files that are there already: control panel → Spaces → {bucket} → tick them → More → Manage permissions → Public.',
    ],
    publicUrl: [
      'DigitalOcean → Spaces → {bucket} → Settings: "Origin Endpoint"; with the CDN on, the "CDN Endpoint" (it keeps playlists for 60 s, too long for live).',
    ],
    cors: [
      'DigitalOcean → Spaces → {bucket} → Settings → CORS Configurations → Add: origin *, methods GET and HEAD, headers as in the document.',
      `${s3cmd} and the document in cors.xml: s3cmd setcors cors.xml s3://{bucket}`,
    ],
    key: [
      'DigitalOcean → Spaces → Access Keys → Create Access Key: Limited Access with Read/Write for {bucket}, or Full Access.',
    ],
    newKey: [
      'DigitalOcean → Spaces → Access Keys → Create Access Key: Limited Access with Read/Write for {bucket}, or Full Access.',
    ],
    region: ['DigitalOcean → Spaces: the region stands in the endpoint, like fra1.'],
  },
  wasabi: {
    makePublic: [
      'Wasabi console → Buckets → {bucket} → Settings → Permissions → Bucket Policy → Edit, paste the document, Save.',
      'Wasabi allows public files to paid accounts only, some after asking: support@wasabi.com.',
    ],
    publicUrl: ['The public URL is https://s3.REGION.wasabisys.com/{bucket}.'],
    cors: [
      'Wasabi console → Buckets → {bucket} → Settings → Permissions → Cross-Origin Resource Sharing (CORS) → Edit, paste the document, Save.',
    ],
    key: [
      "Wasabi console → Policies → Create Policy, paste the document; then Users → the key's user → Permissions → attach it.",
      'A new key: Access Keys → Create New Access Key.',
    ],
    newKey: ['Wasabi console → Access Keys → Create New Access Key.'],
    region: ['Wasabi console → Buckets: the column "Region" of {bucket}.'],
  },
  gcs: {
    makePublic: [
      'Google Cloud console → Cloud Storage → Buckets → {bucket} → Permissions: remove "Public access prevention".',
      'On the same page: Grant access → new principal "allUsers", role "Storage Legacy Object Reader" (read only; "Storage Object Viewer" would let everybody list the bucket, too).',
    ],
    publicUrl: ['The public URL is https://storage.googleapis.com/{bucket}.'],
    cors: ['With the document in cors.json: gcloud storage buckets update gs://{bucket} --cors-file=cors.json'],
    key: [
      'Google Cloud console → Cloud Storage → Settings → Interoperability: create an access key (HMAC) for a service account.',
      'Buckets → {bucket} → Permissions → Grant access: that service account, role "Storage Object User".',
    ],
    newKey: [
      'Google Cloud console → Cloud Storage → Settings → Interoperability: create an access key (HMAC) for the service account.',
    ],
    region: ['The region of Google Cloud Storage is "auto" for its XML interface.'],
  },
  generic: {
    makePublic: [
      "Give the bucket the policy in the document; most consoles have it under the bucket's permissions.",
      `${s3cmd} and the document in policy.json: s3cmd setpolicy policy.json s3://{bucket}`,
    ],
    publicUrl: ['Ask the provider for the address under which files of {bucket} are read without a key.'],
    cors: [
      "Give the bucket the CORS rules in the document; most consoles have them under the bucket's permissions.",
      `${s3cmd} and the document in cors.xml: s3cmd setcors cors.xml s3://{bucket}`,
    ],
    key: [
      'Give the key the rights to store, read, delete and list files in {bucket} (s3:PutObject, s3:GetObject, s3:DeleteObject, s3:ListBucket).',
    ],
    newKey: ["Make a new key in the provider's console, for the same user or with the same rights."],
    region: ["The provider's console tells the region of {bucket}."],
  },
};

/** The steps for one purpose at the provider of a target. */
export function stepsFor(target: BucketTarget, purpose: keyof Steps): string[] {
  const { bucket, prefix } = target.config;
  return steps[target.profile.id][purpose].map((step) =>
    step.replaceAll('{bucket}', bucket).replaceAll('{prefix}', prefix),
  );
}
