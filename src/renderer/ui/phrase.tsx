import { Fragment, type ReactNode } from 'react';

interface PhraseProps {
  /** A sentence with places: `Press {button}.` */
  readonly text: string;
  /** What stands at each place, by its name. A place that nothing is given for stays empty. */
  readonly parts: Readonly<Record<string, ReactNode>>;
}

/** A sentence around elements. It stays one sentence in the words file, so that a translation may order it anew. */
export function Phrase({ text, parts }: PhraseProps) {
  const pieces = text.split(/\{(\w+)\}/);
  return pieces.map((piece, index) => <Fragment key={index}>{index % 2 === 0 ? piece : parts[piece]}</Fragment>);
}
