/** The mark: two currents. */
export function Logo({ className = 'size-8' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className}>
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M6.5 13q4.75-5 9.5 0t9.5 0M6.5 20q4.75-5 9.5 0t9.5 0"
        className="fill-none stroke-on-accent"
        strokeWidth="2.75"
        strokeLinecap="round"
      />
    </svg>
  );
}
