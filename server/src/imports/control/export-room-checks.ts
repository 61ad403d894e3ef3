import { imports as contract } from '@anju/contract'
import { defineExport, wholeList } from '../../platform/exports/define-export.ts'
import { listRoomChecks } from './room-checks-view.ts'

const PART_WORDS: Record<string, string> = {
  ...{ rooms: '房屋', owners: '业主', arrears: '期初欠费', debtors: '欠费户', penalties: '期初违约金' },
  ...{ purses: '期初预存', deposits: '期初押金', readings: '期初读数', 'past-payments': '历史缴费' },
}
const PICKED_WORDS = { differs: '有差异', top: '金额最大', random: '随机抽查' }

/** Opening balances home by home, file against books, as a file. Errors: as of the list, platform.export_too_large. */
export const exportRoomChecks = defineExport(contract.exportRoomChecks, '逐户核对', wholeList(listRoomChecks), [
  { title: '房产', value: row => row.premisesLabel, width: 20 },
  { title: '欠费人', value: row => row.debtor },
  { title: '项目', value: row => PART_WORDS[row.part] ?? row.part },
  { title: '文件笔数', value: row => row.before.count, format: 'integer' },
  { title: '文件金额', value: row => row.before.amountFen, format: 'money', width: 14 },
  { title: '系统笔数', value: row => row.after.count, format: 'integer' },
  { title: '系统金额', value: row => row.after.amountFen, format: 'money', width: 14 },
  { title: '差额', value: row => row.differenceFen, format: 'money', width: 14 },
  { title: '为何列出', value: row => PICKED_WORDS[row.picked] },
])
