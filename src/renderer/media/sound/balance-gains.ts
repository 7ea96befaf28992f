/**
 * What a balance of −1 (left) … 1 (right) makes of both channels. The side that is turned to stays as it is, the other one
 * fades along a quarter of a cosine; in the middle nothing changes. Values outside are taken as the ends.
 */
export function balanceGains(balance: number): { readonly left: number; readonly right: number } {
  const at = Math.min(1, Math.max(-1, balance));
  // a cosine of π/2 is not quite 0
  const other = Math.abs(at) === 1 ? 0 : Math.cos((Math.abs(at) * Math.PI) / 2);
  return at > 0 ? { left: other, right: 1 } : { left: 1, right: at < 0 ? other : 1 };
}
