import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

interface SubPageProps {
  readonly title: string;
  /** Where it was come from. */
  readonly back: { readonly href: string; readonly label: string };
  readonly children: ReactNode;
}

/** A page below another one, with the way back. */
export function SubPage({ title, back, children }: SubPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The page takes the place of another one: who listens hears where they are, and Tab goes on from here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="mx-auto grid max-w-6xl grid-cols-1 gap-5 px-5 py-8 lg:px-8">
      <header className="grid justify-items-start gap-2">
        <a
          href={back.href}
          className="inline-flex items-center gap-1.5 rounded-control text-sm font-medium text-accent-text hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {back.label}
        </a>
        <h1
          ref={heading}
          tabIndex={-1}
          className="max-w-full text-2xl font-semibold tracking-tight break-words outline-none"
        >
          {title}
        </h1>
      </header>
      {children}
    </div>
  );
}
