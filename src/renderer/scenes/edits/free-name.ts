const longest = 100;

/** The name, or with the first number behind it that nobody has: `Camera`, `Camera 2`, `Camera 3`. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const base =
    wanted
      .trim()
      .slice(0, longest - 6)
      .trim() || 'Untitled';
  const used = new Set(taken);
  if (!used.has(base)) return base;
  let count = 2;
  while (used.has(`${base} ${count}`)) count += 1;
  return `${base} ${count}`;
}
