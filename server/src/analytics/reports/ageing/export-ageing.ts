import { analytics as contract } from '@anju/contract'
import { defineExport } from '../../../platform/exports/define-export.ts'
import { groupName } from '../group-words.ts'
import { reportFace } from '../report-face.ts'
import { listAgeing } from './ageing-view.ts'

/** The report as a file, as on the screen. */
export const exportAgeing = defineExport(
  contract.exportAgeing,
  '账龄',
  listAgeing,
  [
    { title: '小区', value: row => row.communityName, width: 18 },
    { title: '分组', value: groupName, width: 18 },
    { title: '未到期', value: row => row.notDueFen, format: 'money' },
    { title: '0–30 天', value: row => row.days0to30Fen, format: 'money' },
    { title: '31–90 天', value: row => row.days31to90Fen, format: 'money' },
    { title: '91–180 天', value: row => row.days91to180Fen, format: 'money' },
    { title: '181–365 天', value: row => row.days181to365Fen, format: 'money' },
    { title: '1–2 年', value: row => row.years1to2Fen, format: 'money' },
    { title: '2–3 年', value: row => row.years2to3Fen, format: 'money' },
    { title: '3 年以上', value: row => row.over3yearsFen, format: 'money' },
    { title: '欠费合计', value: row => row.totalFen, format: 'money' },
    { title: '户数', value: row => row.householdCount, format: 'integer' },
  ],
  reportFace('账龄', 'ageing'),
)
