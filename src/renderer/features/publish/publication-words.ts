import { CircleAlert, CircleCheck, CloudOff, CloudUpload, LoaderCircle, Lock, type LucideIcon } from 'lucide-react';
import type { Publication, PublicationStatus } from '../../../shared/publication.js';
import type { Tone } from '../../ui/badge.js';
import { isErrorCode } from '../../stores/studio-error.js';
import { formatBytes } from '../../ui/format.js';

interface StatusLook {
  /** A word or two. */
  readonly word: string;
  readonly tone: Tone;
  readonly icon: LucideIcon;
  readonly isMoving: boolean;
}

/** How each status looks, wherever it is shown. */
export const statusLooks: Record<PublicationStatus, StatusLook> = {
  starting: { word: 'Starting', tone: 'accent', icon: LoaderCircle, isMoving: true },
  live: { word: 'Keeping up', tone: 'ok', icon: CircleCheck, isMoving: false },
  behind: { word: 'Catching up', tone: 'warn', icon: CloudUpload, isMoving: false },
  blocked: { word: 'Nothing goes through', tone: 'danger', icon: CircleAlert, isMoving: false },
  held: { word: 'Channel is taken', tone: 'danger', icon: Lock, isMoving: false },
  completing: { word: 'Uploading the rest', tone: 'accent', icon: CloudUpload, isMoving: false },
  complete: { word: 'Complete', tone: 'ok', icon: CircleCheck, isMoving: false },
  removing: { word: 'Being removed', tone: 'quiet', icon: LoaderCircle, isMoving: true },
  removed: { word: 'Removed', tone: 'quiet', icon: CloudOff, isMoving: false },
};

const checking: StatusLook = { word: 'Checking the link', tone: 'accent', icon: LoaderCircle, isMoving: true };
const unreadable: StatusLook = { word: 'Link does not work', tone: 'warn', icon: CircleAlert, isMoving: false };

/** How a publication looks. What is stored whole and not read back yet does not upload any more. */
export function lookOf(publication: Publication): StatusLook {
  if (!isStored(publication)) return statusLooks[publication.status];
  return isRefusedToViewers(publication) ? unreadable : checking;
}

/** All of it is uploaded, and nobody has read it through the public address. */
export function isStored({ status, backlogObjects, isVerified }: Publication): boolean {
  return status === 'completing' && backlogObjects === 0 && !isVerified;
}

const isRefusedToViewers = ({ reason }: Publication): boolean => reason !== null && isErrorCode(reason.code);

/** What the status means for viewers, in a sentence. */
export function statusSentence(publication: Publication): string {
  const { status, isVerified, objects } = publication;
  switch (status) {
    case 'starting':
      return objects === 0
        ? 'Nothing can be watched there yet. It begins with the first segments.'
        : 'Uploading. The link comes once it was read back through the public address.';
    case 'live':
      return isVerified
        ? 'Viewers see it. The link was read back through the public address.'
        : 'Uploading. The link has not been read back through the public address yet.';
    case 'behind':
      return `Still to upload: ${waiting(publication)}. Viewers get the live edge first.`;
    case 'blocked':
      return 'Viewers get nothing new. Everything is recorded here and follows by itself once this is mended.';
    case 'held':
      return 'Two studios never publish on one channel at once. It is recorded here all the same.';
    case 'completing':
      if (isStored(publication)) {
        return isRefusedToViewers(publication)
          ? 'All of it is uploaded, but viewers cannot read it. It is looked at again every minute.'
          : 'All of it is uploaded. Checking the public link…';
      }
      return publication.backlogObjects === 0
        ? 'The broadcast is over: its last playlists are on their way.'
        : `The broadcast is over: ${waiting(publication)} to go.`;
    case 'complete':
      return isVerified
        ? 'All of it is there, read back through the public address.'
        : 'All of it is uploaded. It has not been read back through the public address yet.';
    case 'removing':
      return 'It is deleted from the bucket. The recording here stays.';
    case 'removed':
      return 'It was deleted from the bucket. The recording is here.';
  }
}

/** `12 objects (14 MB)`: what is not there yet. */
export function waiting({ backlogObjects, backlogBytes }: Publication): string {
  return `${backlogObjects} ${backlogObjects === 1 ? 'object' : 'objects'} (${formatBytes(backlogBytes)})`;
}

/** How much of what is to be there is there, 0 to 1; null where that says nothing. */
export function uploadedShare(publication: Publication): number | null {
  const { status, bytes, backlogBytes } = publication;
  if (isStored(publication)) return null;
  const isGrowing = status === 'completing' || status === 'behind' || status === 'starting' || status === 'blocked';
  if (!isGrowing || bytes + backlogBytes <= 0) return null;
  return bytes / (bytes + backlogBytes);
}
