/**
 * Pause between two writes of one key, milliseconds. R2 and Google allow about one a second and answer 429 to more; a little
 * above that costs viewers nothing, so every provider gets it.
 */
export const keyIntervalMs = 1_100;
