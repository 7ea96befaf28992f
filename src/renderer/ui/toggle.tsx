import { Switch } from 'radix-ui';

interface ToggleProps {
  readonly labelledBy: string;
  readonly describedBy?: string;
  readonly isOn: boolean;
  readonly disabled: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** A switch that shows what the engine says, never what was merely clicked. */
export function Toggle({ labelledBy, describedBy, isOn, disabled, onChange }: ToggleProps) {
  return (
    <Switch.Root
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      checked={isOn}
      disabled={disabled}
      onCheckedChange={onChange}
      className="relative h-6 w-10.5 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
    >
      <Switch.Thumb className="block size-4 translate-x-1 rounded-full bg-muted transition-transform data-[state=checked]:translate-x-5 data-[state=checked]:bg-on-accent" />
    </Switch.Root>
  );
}
