import { useEffect, useRef } from 'react';
import { useMediaIfAny, useMediaPart } from '../compose/use-media-part.js';
import { stageCanvasesOf } from './stage-canvases.js';

/** Where one of the worker's canvases is shown. */
export function CanvasSlot({ which }: { readonly which: 'programme' | 'preview' }) {
  const slot = useRef<HTMLDivElement>(null);
  const media = useMediaIfAny();
  const generation = useMediaPart((state) => state.generation, 0);
  useEffect(() => {
    if (media === null) return;
    slot.current?.replaceChildren(stageCanvasesOf(media)[which]);
  }, [media, generation, which]);
  return <div ref={slot} className="absolute inset-0" />;
}
