/**
 * Where a broadcast's time line begins in the times that its media carry, seconds: not at 0, so that decode times of B-frames
 * stay positive. A page that joins in the middle reads from it how far into the broadcast it is.
 */
export const timelineOriginSeconds = 10;
