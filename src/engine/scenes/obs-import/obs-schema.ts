import { z } from 'zod';
import { within } from './within.js';

/** So many filters of a source are read, and one more, by which it is known that there are more. */
export const maxFilters = 30;
const maxSources = 5000;

/**
 * The parts of a scene collection of OBS Studio that mean something here (libobs `obs_scene_save`, `obs_save_source`; UI
 * `OBSBasic::Save`). The file is hostile until it is read: what is missing or of another type takes a harmless value, and
 * what is not named here is not looked at. Values are looked at by hand: zod's `catch` makes an error with its words for each
 * that is not as expected (10 to 50 µs here; 14 MB of empty filters took seven minutes).
 */
const read = <Value>(from: (value: unknown) => Value) => z.unknown().default(null).transform(from);
const numberOf = (value: unknown, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? within(value) : fallback;
const number = (fallback: number) => read((value) => numberOf(value, fallback));
const text = read((value) => (typeof value === 'string' && value.length <= 20_000 ? value : ''));
const flag = (fallback: boolean) => read((value) => (typeof value === 'boolean' ? value : fallback));
const pair = (fallback: number) =>
  read((value) => {
    const { x, y } = isRecord(value) ? value : {};
    return { x: numberOf(x, fallback), y: numberOf(y, fallback) };
  });
const settings = read((value) => (isRecord(value) ? value : {}));
const transitionKind = read((value) => (isRecord(value) && typeof value['id'] === 'string' ? value['id'] : ''));
/** The first `most` of a list; what is no object is null. `schema`: fits every object. */
const listOf = <Entry>(schema: z.ZodType<Entry>, most: number) =>
  read((value) => {
    const entries: unknown[] = Array.isArray(value) ? value.slice(0, most) : [];
    return entries.map((entry) => (isRecord(entry) ? schema.parse(entry) : null));
  });

const filterSchema = z.object({
  id: text,
  /** With the version of its settings: `color_filter_v2`; old files have it in `id`, or none. */
  versioned_id: text,
  name: text,
  enabled: flag(true),
  settings,
});
export type ObsFilter = z.infer<typeof filterSchema>;

const keySchema = z.object({
  key: text,
  control: flag(false),
  shift: flag(false),
  alt: flag(false),
  command: flag(false),
});
export type ObsKey = z.infer<typeof keySchema>;

const sourceSchema = z.object({
  name: z.string().min(1).max(1000),
  id: text,
  settings,
  /** Linear: 1 is as it comes. */
  volume: number(1),
  /** 0 left … 1 right. */
  balance: number(0.5),
  muted: flag(false),
  /** Nanoseconds. */
  sync: number(0),
  /** 0: off, 1: monitor only, 2: monitor and output. */
  monitoring_type: number(0),
  filters: listOf(filterSchema, maxFilters + 1),
  hotkeys: settings,
});
export type ObsSource = z.infer<typeof sourceSchema>;

/** Fits every object; one without a name means nothing. */
export const obsItemSchema = z.object({
  name: read((value) => (typeof value === 'string' && value.length <= 1000 ? value : '')),
  visible: flag(true),
  locked: flag(false),
  /** Degrees, clockwise, about `pos`. */
  rot: number(0),
  pos: pair(0),
  scale: pair(1),
  /** Which point of the item lies at `pos`: 1 left, 2 right, 4 top, 8 bottom; 0 is the centre. */
  align: number(5),
  /** 0 none, 1 stretch, 2 inner, 3 outer, 4 width, 5 height, 6 at most. */
  bounds_type: number(0),
  bounds: pair(0),
  /** Pixels of the source. */
  crop_left: number(0),
  crop_top: number(0),
  crop_right: number(0),
  crop_bottom: number(0),
  /** Kind of the transition by which it appears, and goes; '': none. */
  show_transition: transitionKind,
  hide_transition: transitionKind,
  blend_type: read((value) => (typeof value === 'string' ? value : 'normal')),
  /** A copy for versions without groups: the item is in its group as well. */
  group_item_backup: flag(false),
});
export type ObsItem = z.infer<typeof obsItemSchema>;

const list = z.array(sourceSchema.nullable().catch(null)).max(maxSources);
const globalSound = sourceSchema.nullable().catch(null).optional();

export const obsCollectionSchema = z.object({
  name: text,
  scene_order: listOf(z.object({ name: text }), maxSources),
  sources: list,
  groups: list.catch([]),
  resolution: z.object({ x: z.number().positive(), y: z.number().positive() }).nullable().catch(null),
  current_transition: text,
  transition_duration: number(300),
  transitions: listOf(z.object({ name: text, id: text }), 1000),
  DesktopAudioDevice1: globalSound,
  DesktopAudioDevice2: globalSound,
  AuxAudioDevice1: globalSound,
  AuxAudioDevice2: globalSound,
  AuxAudioDevice3: globalSound,
  AuxAudioDevice4: globalSound,
});
export type ObsCollection = z.infer<typeof obsCollectionSchema>;

/** The keys of a hotkey, where there are any. */
export const obsKeysSchema = listOf(keySchema, 50);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
