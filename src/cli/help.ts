import { providerIds } from '../shared/destinations.js';
import { relayServices } from '../shared/relay-url.js';

const overview = `Headwater: a studio for streamers.

Usage: headwater <command> [options]

  serve        run the studio without a window and print its address
  demo         go live with a generated test programme
  live         go live from a file or a stream address
  relays       services that a show is sent on to: list, add, remove, test
  doctor       test a bucket before going live, and mend what can be mended
  diagnostics  save a zip of logs and facts for whoever helps
  help         show this, or the options of one command
  version      show the version

headwater help <command> shows the options of one command.`;

const shared = `  --data DIR     where recordings and settings are kept (also HEADWATER_HOME)
  --port N       port of the studio on this computer; 0 picks a free one`;

const publishing = `
Where it is published (without --to: as set in the studio):

  --to WHERE           the name of a destination saved in the studio, this-computer, or s3://bucket/prefix
  --endpoint URL       with s3://…: address of the S3 service (not needed for AWS)
  --region NAME        its region (also AWS_REGION, AWS_DEFAULT_REGION, or the AWS profile's)
  --public-url URL     where viewers read the bucket: its root, without the prefix
  --profile NAME       the provider: ${providerIds.join(', ')};
                       by itself it is recognised by its endpoint. Any other name is an AWS profile
  --aws-profile NAME   the AWS profile with the keys, whatever it is called

There is no option for keys: everybody on a computer can read command lines. They come from AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN), or from an AWS profile (AWS_PROFILE, AWS_SHARED_CREDENTIALS_FILE). A bucket
from the command line is used for this run alone; what could not be uploaded goes on with the next run that names it.
To test a bucket first: headwater doctor --to s3://bucket/prefix`;

const relaying = `
To whom it is sent on (without --relay: to the relays that are switched on in the studio):

  --relay WHO          the name of a relay saved in the studio, an rtmp://, rtmps:// or srt:// address without its key, or
                       none; again for each further one
  The key of an address comes from HEADWATER_RELAY_KEY (of several: HEADWATER_RELAY_KEY_1, _2, …), an SRT passphrase from
  HEADWATER_RELAY_PASSPHRASE. More: headwater help relays`;

const untilUploaded = `
After the end the command waits until everything is at the destination. Ctrl-C ends the broadcast; Ctrl-C once more, while
the rest is being uploaded, leaves that for the next start. Exit status: 0 all of it is there and was read back as viewers
read it, 1 it failed or viewers cannot read it, 130 interrupted before anything was recorded, or with a rest to upload.`;

const broadcast = `  --seconds N    end by itself after N seconds of programme
  --hold         keep serving the link after the end, until Ctrl-C
  --json         the last line of standard output is one JSON object about the broadcast
${shared}
${publishing}
${relaying}
${untilUploaded}`;

const topics: Readonly<Record<string, string>> = {
  serve: `Usage: headwater serve [options]

Runs the studio until Ctrl-C and prints its address on a line "Studio: http://127.0.0.1:…".

  --no-open      do not open the browser
  --headless     the same, for a computer without a desk
${shared}
${publishing}
${relaying}

HEADWATER_SECRET_KEY: a passphrase of your choice, with which the keys of saved destinations and relays are encrypted; without it a key
is made and kept in the data folder (secret.key).`,
  demo: `Usage: headwater demo [options]

Goes live with a generated programme: moving picture, running clock, frame number, tone.

${broadcast}`,
  live: `Usage: headwater live --input <file or URL> [options]

Goes live from a media file (read at its own speed) or an rtmp, rtsp, srt or http(s) address.

  --input WHAT   file or URL
  --title TEXT   title of the broadcast
${broadcast}`,
  doctor: `Usage: headwater doctor --destination NAME [options]
       headwater doctor --to s3://bucket/prefix [options]
       headwater doctor --guide PROVIDER

Tests a bucket as a broadcast would use it: the key, storing and reading files, what viewers get through the public URL,
players on other websites, and what the line carries. Tells what to do about each thing that is not as it should be.
Works in a folder of its own inside the bucket and removes it again. Exit status: 0 ready, 1 something to mend.

  --destination NAME   a destination saved in the studio
  --to s3://…          a bucket that is not saved; its keys come from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or
                       an AWS profile, never from an option
  --endpoint URL       address of its S3 service (not needed for AWS)
  --region NAME        its region
  --public-url URL     where viewers read the bucket: its root, without the prefix
  --profile NAME       its provider (aws, r2, b2, tigris, minio, ceph, spaces, wasabi, gcs, generic)
  --aws-profile NAME   AWS profile with the keys
  --guide PROVIDER     tell how to come by a bucket there, and nothing else
  --fix                mend what the key allows (bucket policy, CORS) and look again
  --create             make the bucket, readable for everybody, when it is not there
  --json               the last line of standard output is the whole report as one JSON object
  --data DIR           where destinations are saved (also HEADWATER_HOME)`,
  relays: `Usage: headwater relays [list]
       headwater relays add NAME --service SERVICE [options]
       headwater relays add NAME --url URL [options]
       headwater relays remove NAME
       headwater relays test NAME|URL [options]

Keeps the list of services to send a show on to: Twitch, YouTube, Facebook, Kick, LinkedIn, and any other that takes RTMP,
RTMPS or SRT. While a studio runs on the data folder it is the studio that adds and removes; list and test work beside it.

add:
  --service SERVICE    ${relayServices.join(', ')}
  --server ID          one of the service's servers (without: the nearest)
  --url URL            an address instead: rtmp://, rtmps:// or srt://, without the key
  --backup URL         where to go on when that fails (without: what the service has)
  --feed WHAT          auto (the source where the service takes it), source, or a rung of the ladder like 720p
  --while-gone WHAT    while the source is gone: hold the connection, or hang-up and come back
  --off                do not take it along by itself
  --key-file FILE      a file with the stream key; - reads standard input

There is no option for keys: everybody on a computer can read command lines. The stream key comes from HEADWATER_RELAY_KEY,
from --key-file, or is asked for on the terminal. HEADWATER_RELAY_BACKUP_KEY: another one for the backup,
HEADWATER_RELAY_PASSPHRASE: of an SRT server.

test: connects as far as the service allows without going live. Exit status: 0 ready, 1 it failed.
  --test-backup        test the backup

  --json               list, test: print JSON
  --data DIR           where relays are saved (also HEADWATER_HOME)`,
  diagnostics: `Usage: headwater diagnostics [options]

Saves a zip for whoever helps: the log of the last days, facts about this computer, settings, and of one broadcast its log,
playlists and journal. No media; stream keys, passwords and keys of buckets are left out. Prints the path of the file. Works
whether a studio is running on the data folder or not.

  --broadcast ID   the broadcast it is about (without: the newest)
  --out FILE       where it is saved: a file or a folder (without: exports/ in the data folder, where the five newest stay)
  --upload         also put it at the private destination that is chosen in the studio's settings, unless everybody can
                   read what is put there
  --data DIR       where recordings and settings are kept (also HEADWATER_HOME)`,
};

/** The help text as a whole, or of one command; an unknown topic gets the whole. */
export function helpText(topic: string | null): string {
  return (topic === null ? undefined : topics[topic]) ?? overview;
}
