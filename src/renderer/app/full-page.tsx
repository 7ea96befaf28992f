import type { ReactNode } from 'react';
import { Logo } from '../ui/logo.js';
import { RiverLines } from '../ui/river-lines.js';

interface FullPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page that says one thing. */
export function FullPage({ title, children }: FullPageProps) {
  return (
    <main className="relative grid h-full place-items-center overflow-hidden p-6">
      <RiverLines className="absolute inset-x-0 bottom-0 h-2/3 w-full text-accent" />
      <div className="appear relative grid max-w-md justify-items-center gap-5 rounded-card border border-line bg-surface p-8 text-center shadow-over">
        <Logo className="size-12" />
        <h1 className="text-xl font-semibold tracking-tight text-balance">{title}</h1>
        {children}
      </div>
    </main>
  );
}
