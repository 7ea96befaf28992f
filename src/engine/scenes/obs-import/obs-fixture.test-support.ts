/** Sources and items as OBS Studio writes them, with the fields that it writes for every one. */
export function obsSource(id: string, name: string, settings: object = {}, more: object = {}): object {
  return {
    ...{ prev_ver: 520093697, name, uuid: `uuid-of-${name}`, id: id.replace(/_v\d+$/, ''), versioned_id: id, settings },
    ...{ mixers: 255, sync: 0, flags: 0, volume: 1, balance: 0.5, enabled: true, muted: false, monitoring_type: 0 },
    ...{ 'push-to-mute': false, 'push-to-talk': false, hotkeys: {}, deinterlace_mode: 0, private_settings: {} },
    ...more,
  };
}

export function obsItem(name: string, more: object = {}): object {
  return {
    ...{ name, source_uuid: `uuid-of-${name}`, visible: true, locked: false, rot: 0, align: 5, id: 1 },
    ...{ pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, scale_ref: { x: 1920, y: 1080 }, scale_filter: 'disable' },
    ...{ bounds_type: 0, bounds_align: 0, bounds_crop: false, bounds: { x: 0, y: 0 } },
    ...{ crop_left: 0, crop_top: 0, crop_right: 0, crop_bottom: 0, group_item_backup: false },
    ...{ blend_method: 'default', blend_type: 'normal', show_transition: { duration: 0 }, private_settings: {} },
    ...more,
  };
}

export function obsScene(name: string, items: readonly object[], more: object = {}): object {
  return obsSource('scene', name, { id_counter: items.length, custom_size: false, items }, more);
}

export function obsFilter(id: string, settings: object, enabled = true): object {
  return { name: id, id: id.replace(/_v\d+$/, ''), versioned_id: id, enabled, settings };
}

/** A whole collection; `more` stands over what every one has. */
export function obsCollection(sources: readonly object[], more: object = {}): string {
  return JSON.stringify({
    ...{ name: 'My show', current_scene: 'Game', current_program_scene: 'Game', scene_order: [], sources, groups: [] },
    ...{ current_transition: 'Fade', transition_duration: 300, transitions: [], quick_transitions: [] },
    ...{ resolution: { x: 1920, y: 1080 }, version: 2, modules: {}, virtual_camera: { type2: 3 } },
    ...more,
  });
}
