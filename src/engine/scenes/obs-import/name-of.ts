/** What is called so there, as a name here. */
export function nameOf(name: string, otherwise: string): string {
  return name.trim().slice(0, 100).trim() || otherwise;
}
