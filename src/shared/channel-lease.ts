/** Where a channel's holder says again and again that it is there, below the channel's root (docs/decisions/0013). */
export const leaseFile = 'lease.json';

/**
 * How long a lease must stay as it is before its holder counts as gone, milliseconds. Longer than a renewal lasts (20 s) by
 * what two computers' clocks may differ in speed.
 */
export const leaseSilenceMs = 22_500;
