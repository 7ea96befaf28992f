/** `headwater-diagnostics-20261121-071403.zip`, in UTC: letters that need no escaping as a file, a key or a URL. */
export function diagnosticsFileName(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `headwater-diagnostics-${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}.zip`;
}
