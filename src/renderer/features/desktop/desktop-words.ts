import type { Reach } from '../../../shared/domain.js';
import type { Words } from '../../app/facts.js';

/** What the studio has the system say, ready for translation. */
export const desktopWords = {
  link: {
    anyone: { title: 'Anyone can watch now', action: 'Click to copy the link.' },
    network: { title: 'Your network can watch now', action: 'Click to copy the link.' },
    computer: { title: 'The broadcast is ready on this computer', action: 'Click to copy the link.' },
  } satisfies Record<Reach, Words>,
};
