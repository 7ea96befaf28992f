import type { PictureSize } from '../../scenes/edits/default-item.js';
import { SelectField } from './select-field.js';

interface SizeFieldProps {
  readonly label: string;
  /** In pixels: of what is offered, or another one. */
  readonly value: PictureSize;
  /** As `1280x720`. */
  readonly sizes: readonly string[];
  readonly disabled?: boolean;
  readonly onChange: (size: PictureSize) => void;
}

/** How large a picture is. */
export function SizeField({ label, value, sizes, disabled = false, onChange }: SizeFieldProps) {
  const size = `${value.width}x${value.height}`;
  return (
    <SelectField
      label={label}
      value={size}
      options={[...new Set([...sizes, size])].map((each) => ({ value: each, label: each.replace('x', ' × ') }))}
      disabled={disabled}
      onChange={(next) => {
        const [width = value.width, height = value.height] = next.split('x').map(Number);
        onChange({ width, height });
      }}
    />
  );
}
