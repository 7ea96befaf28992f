/** The language that Headwater is written in, as a BCP 47 tag: clocks in the picture speak it, whatever computer composes them. */
export const locale = 'en-GB';
