import { canvasSchema, type Canvas } from '../../../shared/scenes/scene-collection.js';
import { useIsOnAir } from '../../app/is-on-air.js';
import { canvasRates, canvasSizes } from '../../scenes/canvas-choices.js';
import { setCanvas } from '../../scenes/edits/set-canvas.js';
import { useSceneStudio, useScenes } from '../../stores/scene-context.js';
import { collectionOf } from '../../stores/scene-store.js';
import { useMedia } from '../../stores/studio-media-context.js';
import { defaultCanvas } from '../golive/default-canvas.js';
import { BitrateSetting } from './bitrate-setting.js';
import { FactSetting } from './fact-setting.js';
import { SelectSetting } from './select-setting.js';
import { SettingsGroup } from './settings-group.js';
import { settingsWords as words } from './settings-words.js';

const codecs = { h264: 'H.264', vp8: 'VP8', vp9: 'VP9' };
const nameOf = ({ width, height }: Pick<Canvas, 'width' | 'height'>) => `${width}x${height}`;

/** The programme's picture: of the collection that is open, and how it is encoded. */
export function VideoGroup({ isWanted }: { readonly isWanted: boolean }) {
  const scenes = useSceneStudio();
  const canvas = useScenes((view) => collectionOf(view)?.canvas ?? defaultCanvas);
  const hasScenes = useScenes((view) => collectionOf(view) !== null);
  const isOn = useIsOnAir();
  const encoder = useMedia(({ figures }) => figures?.encoder ?? null);
  const renderer = useMedia(({ figures }) => figures?.renderer ?? null);
  const disabled = isOn || !hasScenes;
  const change = (next: Partial<Canvas>) => {
    const parsed = canvasSchema.safeParse({ ...canvas, ...next });
    if (parsed.success) scenes.edit(words.canvas, (collection) => setCanvas(collection, parsed.data));
  };
  const isOffered = canvasSizes.some((each) => nameOf(each) === nameOf(canvas));
  const sizes = isOffered ? canvasSizes : [canvas, ...canvasSizes];
  return (
    <SettingsGroup title={words.video} isWanted={isWanted}>
      <SelectSetting
        title={words.canvas}
        lead={isOn ? words.whileLive : words.canvasLead}
        value={nameOf(canvas)}
        options={sizes.map((size) => ({ value: nameOf(size), label: words.canvasSize(size.width, size.height) }))}
        disabled={disabled}
        onChange={(value) => {
          const size = canvasSizes.find((each) => nameOf(each) === value);
          if (size !== undefined) change({ width: size.width, height: size.height });
        }}
      />
      <SelectSetting
        title={words.fps}
        lead={isOn ? words.whileLive : words.fpsLead}
        value={String(canvas.fps)}
        options={[...new Set([...canvasRates, canvas.fps])]
          .toSorted((a, b) => a - b)
          .map((fps) => ({ value: String(fps), label: String(fps) }))}
        disabled={disabled}
        onChange={(fps) => change({ fps: Number(fps) })}
      />
      <BitrateSetting canvas={canvas} />
      <FactSetting
        title={words.encoder}
        lead={words.encoderLead}
        fact={encoder === null ? words.encoderNone : words.encoderOn(codecs[encoder.codec], encoder.isHardware)}
      />
      <FactSetting
        title={words.renderer}
        lead={words.rendererLead}
        fact={renderer === null ? words.rendererNone : words.renderers[renderer]}
      />
    </SettingsGroup>
  );
}
