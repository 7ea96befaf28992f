import { RotateCcw, Upload } from 'lucide-react';
import { assetIdSchema } from '../../../shared/scenes/scene-source.js';
import { useStudioMedia } from '../../stores/studio-media-context.js';
import { Button } from '../../ui/button.js';
import { ProgressBar } from '../../ui/progress-bar.js';
import { imageFiles, mediaFiles, pickFiles } from '../sources/pick-files.js';
import { sourceWords } from '../sources/source-words.js';
import { useUpload } from '../sources/use-upload.js';
import { useUploads } from '../sources/uploads.js';
import { CheckField } from './check-field.js';
import { inspectorWords as words } from './inspector-words.js';
import type { KindProps } from './kind-props.js';
import { Section } from './section.js';

/** A picture's file. */
export function ImageKind({ kind, onChange }: KindProps<'image'>) {
  return (
    <Section title={words.file}>
      {kind.assetId !== null && (
        <img
          src={`/api/assets/${kind.assetId}`}
          alt=""
          className="h-24 w-full rounded-md border border-line bg-sunken object-contain"
        />
      )}
      <FileField assetId={kind.assetId} accept={imageFiles} onChange={(assetId) => onChange({ assetId })} />
    </Section>
  );
}

/** A video's or sound's file, and how it plays. */
export function MediaKind({ sourceId, kind, onChange }: KindProps<'media'>) {
  const media = useStudioMedia();
  return (
    <Section title={words.file}>
      <FileField assetId={kind.assetId} accept={mediaFiles} onChange={(assetId) => onChange({ assetId })} />
      <CheckField label={words.playing} isOn={kind.isPlaying} onChange={(isPlaying) => onChange({ isPlaying })} />
      <CheckField label={words.loop} isOn={kind.isLooped} onChange={(isLooped) => onChange({ isLooped })} />
      <CheckField label={words.startsOver} isOn={kind.startsOver} onChange={(startsOver) => onChange({ startsOver })} />
      {kind.assetId !== null && (
        <Button size="small" icon={RotateCcw} onClick={() => media.startOver(sourceId)}>
          {words.startOver}
        </Button>
      )}
      <p className="text-2xs text-muted">{words.microphoneNote}</p>
    </Section>
  );
}

interface FileFieldProps {
  readonly assetId: string | null;
  readonly accept: string;
  readonly onChange: (assetId: string) => void;
}

function FileField({ assetId, accept, onChange }: FileFieldProps) {
  const upload = useUpload();
  const [current] = useUploads((view) => view.uploads);
  const choose = async () => {
    const [file] = await pickFiles(accept);
    const id = assetIdSchema.safeParse(file === undefined ? null : await upload(file));
    if (id.success) onChange(id.data);
  };
  return (
    <>
      {assetId === null && <p className="text-xs text-muted">{words.noFile}</p>}
      <Button size="small" icon={Upload} onClick={() => void choose()}>
        {assetId === null ? words.choose : words.replace}
      </Button>
      {current !== undefined && <ProgressBar value={current.share} label={sourceWords.uploading(current.name)} />}
    </>
  );
}
