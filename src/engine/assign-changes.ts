/**
 * Copies `next`, an object or some of its fields, into an immer draft leaf by leaf, so that a patch carries what changed and
 * not the whole. Objects are merged, arrays of equal length element by element; everything else is replaced when it differs.
 * `before`: the draft's fields as they are, outside of the recipe. With it only what differs is looked at through the draft,
 * which costs far more than looking at plain objects; the recipe must not have changed them yet.
 */
export function assignChanges<T extends object, K extends keyof T>(
  draft: T,
  next: Pick<T, K>,
  before: NoInfer<Pick<T, K>> = draft,
): void {
  assignBelow(() => draft, next, before);
}

/** `at` answers the draft of what `before` was. */
function assignBelow<T extends object, K extends keyof T>(at: () => T, next: Pick<T, K>, before: Pick<T, K>): void {
  for (const key of Object.keys(next) as K[]) {
    const was = before[key];
    const value = next[key];
    if (was === value) continue;
    if (isObject(was) && isObject(value) && isAlike(was, value)) assignBelow(() => at()[key] as object, value, was);
    else at()[key] = value;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Two objects of the same keys, or two arrays of the same length. */
function isAlike(before: object, next: object): boolean {
  if (Array.isArray(before) !== Array.isArray(next)) return false;
  const has = Object.keys(next);
  return Object.keys(before).length === has.length && has.every((key) => key in before);
}
