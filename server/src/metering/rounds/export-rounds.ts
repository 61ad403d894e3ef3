import { metering as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listRoutes, type RouteRow } from '../routes/route-view.ts'
import { listRounds, type RoundRow } from './round-view.ts'
import { listRoundStops } from './stop-view.ts'

const KIND_WORDS: Record<RoundRow['kind'] | RouteRow['kind'], string> = {
  ...{ 'water-cold': '冷水', 'water-hot': '热水', 'water-reclaimed': '中水' },
  ...{ electricity: '电', gas: '燃气', heat: '热力' },
}

/** Rounds as a file, with the same filters. Errors: platform.export_too_large. */
export const exportRounds = defineExport(contract.exportRounds, '抄表批次', listRounds, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '表类型', value: row => KIND_WORDS[row.kind] },
  { title: '月份', value: row => row.month },
  { title: '计划日期', value: row => row.plannedOn, format: 'date' },
  { title: '表数', value: row => row.meterCount, format: 'integer' },
  { title: '已抄', value: row => row.readCount, format: 'integer' },
  { title: '异常待审', value: row => row.flaggedCount, format: 'integer' },
  { title: '已生效', value: row => row.approvedCount, format: 'integer' },
  { title: '未抄到', value: row => row.skippedCount, format: 'integer' },
  { title: '状态', value: row => (row.state === 'open' ? '进行中' : '已结束') },
])

/** Routes as a file, with the same filters. Errors: platform.export_too_large. */
export const exportRoutes = defineExport(contract.exportRoutes, '抄表线路', listRoutes, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '线路', value: row => row.name, width: 20 },
  { title: '表类型', value: row => KIND_WORDS[row.kind] },
  { title: '抄表员', value: row => row.readerName },
  { title: '表数', value: row => row.meterCount, format: 'integer' },
])

/** The list of a round to be filled in; its columns go through the import of readings. Errors: platform.export_too_large. */
export const exportRoundStops = defineExport(contract.exportRoundStops, '抄表单', listRoundStops, [
  { title: '序号', value: row => row.place, format: 'integer' },
  { title: '线路', value: row => row.routeName, width: 14 },
  { title: '抄表员', value: row => row.readerName },
  { title: '表号', value: row => row.meterCode, width: 16 },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '位置', value: row => row.meterPlace, width: 18 },
  { title: '表身号', value: row => row.deviceNo, width: 14 },
  { title: '倍率', value: row => row.multiplier },
  { title: '上次日期', value: row => row.previousOn, format: 'date' },
  { title: '上次读数', value: row => row.previousValue },
  { title: '抄表日期', value: row => row.reading?.readOn ?? null, format: 'date' },
  { title: '本次读数', value: row => row.reading?.value ?? null },
  { title: '备注', value: row => row.skipped ?? row.reading?.note ?? null, width: 20 },
])
