import type { AmfValue } from './amf-value.js';

/** The text that a value is; empty for everything else. */
export function amfText(value: AmfValue): string {
  return typeof value === 'string' ? value : '';
}
