import { metering as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import type { ReadingFlag, ReadingRow } from './reading.ts'
import { listReadings } from './reading-view.ts'

const KIND_WORDS: Record<ReadingRow['kind'], string> = {
  ...{ 'water-cold': '冷水', 'water-hot': '热水', 'water-reclaimed': '中水' },
  ...{ electricity: '电', gas: '燃气', heat: '热力' },
}
const SOURCE_WORDS: Record<ReadingRow['source'], string> = {
  ...{
    paper: '抄表单',
    excel: 'Excel',
    field: '现场',
    device: '自动采集',
    estimate: '估读',
    final: '拆表',
    initial: '表底',
  },
}
const STATE_WORDS: Record<ReadingRow['state'], string> = {
  ...{ entered: '待审核', flagged: '异常待审', approved: '已生效', rejected: '不采用' },
}
const FLAG_WORDS: Record<ReadingFlag, string> = {
  ...{ negative: '倒走', 'beyond-digits': '超出字轮', duplicate: '同日已有读数', inverted: '日期早于已生效读数' },
  between: '补在两次读数之间',
  ...{ bands: '分时合计不符', rollover: '过零', jump: '用量突变', zero: '零用量', correction: '更正' },
}

/** The list of readings as a file, with the same filters. Errors: platform.export_too_large. */
export const exportReadings = defineExport(contract.exportReadings, '抄表读数', listReadings, [
  { title: '小区', value: row => row.communityName, width: 16 },
  { title: '表号', value: row => row.meterCode, width: 16 },
  { title: '表类型', value: row => KIND_WORDS[row.kind] },
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '位置', value: row => row.place, width: 20 },
  { title: '上次日期', value: row => row.previousOn, format: 'date' },
  { title: '上次读数', value: row => row.previousValue },
  { title: '抄表日期', value: row => row.readOn, format: 'date' },
  { title: '本次读数', value: row => row.value },
  { title: '倍率', value: row => row.multiplier },
  { title: '用量', value: row => row.used },
  { title: '来源', value: row => SOURCE_WORDS[row.source] },
  { title: '状态', value: row => STATE_WORDS[row.state] },
  { title: '异常', value: row => row.flags.map(flag => FLAG_WORDS[flag]).join('、'), width: 24 },
  { title: '抄表人', value: row => row.enteredBy },
  { title: '审核人', value: row => row.decidedBy },
  { title: '说明', value: row => row.reason ?? row.note, width: 24 },
])
