import { expect, test } from 'vitest';
import { setHeardEverywhere } from '../../../scenes/edits/edit-source.js';
import { styleItems } from '../../../scenes/edits/style-items.js';
import { sampleCollection, sampleItems, sampleSources } from '../../../scenes/sample-collection.test-support.js';
import { OnAir } from './on-air.js';

const { camera, logo, screen } = sampleSources;
const sample = sampleCollection();
const [main] = sample.scenes;
const only = (id: string, itemId: string) => ({
  ...{ id, name: id, hotkey: null },
  items: (main?.items ?? []).filter((item) => item.id === itemId).map((item) => ({ ...item, id: `${id}-1` })),
});
/** `camera` and `logo` show one source each. */
const collection = {
  ...sample,
  scenes: [only('camera', sampleItems.camera), only('logo', sampleItems.logo), ...sample.scenes],
};
const shown = (onAir: OnAir): string[] => [camera, logo, screen].filter((id) => onAir.has(id));

test('on air is what the programme scene shows, and until its transition is over what the one before it showed', () => {
  const onAir = new OnAir();
  onAir.apply(collection, 'camera');
  expect(shown(onAir)).toEqual([camera]);
  onAir.apply(collection, 'logo');
  expect(shown(onAir)).toEqual([camera, logo]);
  // an edit meanwhile, and word of the scene before that was still on its way
  onAir.apply(collection, 'logo');
  onAir.told('camera');
  expect(shown(onAir)).toEqual([camera, logo]);
  onAir.told('logo');
  expect(shown(onAir)).toEqual([logo]);
  // back before it was over: the logo never left
  onAir.apply(collection, 'camera');
  onAir.apply(collection, 'logo');
  onAir.told('logo');
  expect(shown(onAir)).toEqual([logo]);
});

test('what is hidden is not on air; what is heard in every scene always is', () => {
  const onAir = new OnAir();
  const hidden = styleItems(collection, [sampleItems.camera], { isVisible: false });
  onAir.apply(hidden, 'main');
  expect(shown(onAir)).toEqual([logo, screen]);
  onAir.apply(setHeardEverywhere(collection, screen, true), 'logo');
  onAir.told('logo');
  expect(shown(onAir)).toEqual([logo, screen]);
});
