import { billing as contract } from '@anju/contract'
import { defineExport } from '../../platform/exports/define-export.ts'
import { listItems } from './item-view.ts'

const CATEGORY_WORDS = {
  ...{ property: '物业费', parking: '停车', utility: '水电燃气', shared: '公摊', rent: '租金', deposit: '押金' },
  ...{ decoration: '装修', public: '公共收益', penalty: '违约金', other: '其他' },
}
const BY_WORDS = { counter: '收银台', online: '业主端', bank: '银行代扣' }

/** The charge items as a file, with the same filters and the taxes set last. */
export const exportItems = defineExport(contract.exportItems, '收费项目', listItems, [
  { title: '名称', value: row => row.name, width: 20 },
  { title: '类别', value: row => CATEGORY_WORDS[row.category] },
  { title: '税率（%）', value: row => row.taxes.at(-1)?.ratePercent ?? null },
  {
    title: '计税方式',
    value: row => (row.taxes.at(-1)?.regime === 'margin' ? '差额' : row.taxes.length > 0 ? '全额' : null),
  },
  { title: '税收编码', value: row => row.taxes.at(-1)?.taxCode ?? null, width: 22 },
  { title: '收款渠道', value: row => row.collectedBy.map(by => BY_WORDS[by]).join('、'), width: 24 },
  { title: '核销次序', value: row => row.priority, format: 'integer' },
  { title: '可退还（押金）', value: row => (row.refundable ? '是' : '否') },
  { title: '收费标准数', value: row => row.ruleCount, format: 'integer' },
  { title: '状态', value: row => (row.active ? '启用' : '停用') },
])
