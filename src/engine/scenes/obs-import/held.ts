/** Brings a value within bounds; tells `onHeld` when it was beyond them. */
export function held(value: number, least: number, most: number, onHeld: () => void = () => undefined): number {
  const within = Math.min(Math.max(value, least), most);
  if (within !== value) onHeld();
  return within;
}
