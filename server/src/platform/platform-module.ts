import { platform as contract } from '@anju/contract'
import { checkAudit, exportAudit, listAudit } from './audit-log/audit-view.ts'
import { platformNames } from './audit-log/platform-names.ts'
import { cancelExport } from './exports/cancel-export.ts'
import { downloadExport, listExports, readExport } from './exports/export-view.ts'
import { startExport } from './exports/start-export.ts'
import { listFeatures } from './features/feature-view.ts'
import { switchFeature } from './features/switch-feature.ts'
import { exportFiles, listFiles, readFileUsage } from './files/file-list.ts'
import { readFile } from './files/file-view.ts'
import { storeFile } from './files/store-file.ts'
import { readListSettings } from './list-settings/list-setting-view.ts'
import { saveListSetting } from './list-settings/save-list-setting.ts'
import { defineModule, handle, type Module } from './module.ts'
import { fileQuotaGb } from './platform-settings.ts'
import type { Realtime } from './realtime.ts'
import { type ModuleSearchPart, searchOver } from './search.ts'
import { changeSetting } from './settings/change-setting.ts'
import type { Surroundings } from './settings/setting-scope.ts'
import { listSettings, settingHistory } from './settings/setting-view.ts'

/** The platform's own routes. The realtime hub exists once a server runs; `search` is what the modules contribute, in their order. */
export function platformModule(
  realtime: () => Realtime,
  around: Surroundings,
  search: readonly ModuleSearchPart[],
): Module {
  return defineModule('platform', {
    names: platformNames,
    routes: [
      handle(contract.uploadFile, storeFile),
      handle(contract.readFile, readFile),
      handle(contract.listFiles, listFiles),
      handle(contract.exportFiles, exportFiles),
      handle(contract.readFileUsage, readFileUsage),
      handle(contract.startExport, startExport),
      handle(contract.listExports, listExports),
      handle(contract.readExport, readExport),
      handle(contract.cancelExport, cancelExport),
      handle(contract.downloadExport, downloadExport),
      handle(contract.readListSettings, readListSettings),
      handle(contract.saveListSetting, saveListSetting),
      handle(contract.listAudit, listAudit),
      handle(contract.exportAudit, exportAudit),
      handle(contract.checkAudit, checkAudit),
      handle(contract.listSettings, listSettings(around)),
      handle(contract.changeSetting, changeSetting(around)),
      handle(contract.settingHistory, settingHistory(around)),
      handle(contract.listFeatures, listFeatures(around)),
      handle(contract.switchFeature, switchFeature(around)),
      handle(contract.search, searchOver(search), { planOnce: () => true }),
      handle(contract.realtime, (door, actor) => realtime().connect(door, actor)),
    ],
    settings: [fileQuotaGb],
  })
}
