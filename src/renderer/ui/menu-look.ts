/** A menu, wherever it opens from. */
export const menuLook =
  'appear z-40 w-max max-w-[min(24rem,calc(100vw-1.5rem))] min-w-56 overflow-y-auto rounded-card border border-line-strong bg-surface p-1.5 shadow-over';

/** One of its lines. */
export const menuItemLook =
  'flex cursor-pointer items-start gap-2.5 rounded-control px-2.5 py-2 text-sm outline-none data-[disabled]:cursor-not-allowed data-[disabled]:opacity-50 data-[highlighted]:bg-raised';
