import { Scissors } from 'lucide-react';
import { TextField } from '../../ui/text-field.js';

interface AddressFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly placeholder: string;
  readonly isOptional?: boolean;
  readonly hint?: string;
  readonly problem: string | undefined;
  readonly note: string | null;
  readonly autoFocus?: boolean;
  readonly onChange: (url: string) => void;
  /** A whole address came from the clipboard: it may have a key in it, which never gets into this field. */
  readonly onPasted: (url: string) => void;
  readonly onBlur: () => void;
}

/** The address of a server. What is secret in one that is pasted goes where it belongs, and that is said. */
export function AddressField(props: AddressFieldProps) {
  const { note, onChange, onPasted, onBlur, hint, ...field } = props;
  return (
    <div className="min-w-0">
      <TextField
        {...field}
        {...(hint !== undefined && { hint })}
        inputMode="url"
        isMono
        maxLength={1024}
        onChange={(event) => onChange(event.currentTarget.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text').trim();
          const { selectionStart, selectionEnd, value } = event.currentTarget;
          const isAll = value === '' || (selectionStart === 0 && selectionEnd === value.length);
          if (!isAll || !/^(?:rtmps?|srt):\/\//i.test(text)) return;
          event.preventDefault();
          onPasted(text);
        }}
        onBlur={onBlur}
      />
      <div role="status">
        {note !== null && (
          <p className="mt-1.5 flex items-start gap-1.5 text-xs text-accent-text">
            <Scissors aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            <span className="min-w-0">{note}</span>
          </p>
        )}
      </div>
    </div>
  );
}
