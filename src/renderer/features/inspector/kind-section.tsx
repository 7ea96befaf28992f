import type { SceneSource, SourceKind } from '../../../shared/scenes/scene-source.js';
import { setKind } from '../../scenes/edits/edit-source.js';
import { hugText } from '../../scenes/edits/hug-text.js';
import { useSceneStudio } from '../../stores/scene-context.js';
import { CameraKind, DisplayKind, MicrophoneKind } from './capture-kinds.js';
import { ColourKind } from './colour-kind.js';
import { ImageKind, MediaKind } from './file-kinds.js';
import { inspectorWords as words } from './inspector-words.js';
import { ClockKind, CountdownKind, TextKind } from './text-kinds.js';
import { textSizeOf, type TextKind as AnyText } from './text-size.js';
import { WebKind } from './web-kind.js';

/** What a source is: the part of the inspector that differs from kind to kind. */
export function KindSection({ source }: { readonly source: SceneSource }) {
  const scenes = useSceneStudio();
  const { id, kind } = source;
  /** Of the source as it is when the change comes: a file may have been on its way for long. */
  const change = (part: Partial<SourceKind>, gesture: string | null = null) =>
    scenes.edit(
      isText(kind) ? words.edits.text : words.edits.kind,
      (collection) => {
        const now = collection.sources.find((each) => each.id === id)?.kind;
        if (now === undefined) return collection;
        const next = { ...now, ...part } as SourceKind;
        const changed = setKind(collection, id, next);
        if (!isText(now) || !isText(next)) return changed;
        return hugText(changed, id, textSizeOf(now), textSizeOf(next), next.align);
      },
      gesture,
    );
  switch (kind.type) {
    case 'camera':
      return <CameraKind sourceId={id} kind={kind} onChange={change} />;
    case 'microphone':
      return <MicrophoneKind sourceId={id} kind={kind} onChange={change} />;
    case 'display':
      return <DisplayKind sourceId={id} kind={kind} onChange={change} />;
    case 'image':
      return <ImageKind sourceId={id} kind={kind} onChange={change} />;
    case 'media':
      return <MediaKind sourceId={id} kind={kind} onChange={change} />;
    case 'text':
      return <TextKind sourceId={id} kind={kind} onChange={change} />;
    case 'clock':
      return <ClockKind sourceId={id} kind={kind} onChange={change} />;
    case 'countdown':
      return <CountdownKind sourceId={id} kind={kind} onChange={change} />;
    case 'colour':
      return <ColourKind sourceId={id} kind={kind} onChange={change} />;
    case 'web':
      return <WebKind sourceId={id} kind={kind} onChange={change} />;
  }
}

function isText(kind: SourceKind): kind is AnyText {
  return kind.type === 'text' || kind.type === 'clock' || kind.type === 'countdown';
}
