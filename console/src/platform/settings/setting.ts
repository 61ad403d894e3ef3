import type { platform, WireResponseOf } from '@anju/contract'

export type Setting = WireResponseOf<typeof platform.listSettings>['items'][number]
export type SettingChange = WireResponseOf<typeof platform.settingHistory>['items'][number]
/** What a setting may hold on the wire. */
export type SettingValue = boolean | number | string | string[]

/** The settings of each module, in the order in which the server tells them. */
export function groupsOf(settings: readonly Setting[]): [module: string, settings: Setting[]][] {
  return [...Map.groupBy(settings, setting => setting.module)]
}

/** Whether a setting or its help speaks of what somebody looks for, in either language. */
export function speaksOf(setting: Setting, text: string): boolean {
  const wanted = text.trim().toLowerCase()
  const words = [setting.label, setting.help].flatMap(one => (one ? [one['zh-CN'], one.en] : []))
  return wanted === '' || words.some(one => one.toLowerCase().includes(wanted))
}
