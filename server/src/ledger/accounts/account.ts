/** An account of the chart. */
export interface Account {
  code: string
  name: string
  kind: 'asset' | 'liability' | 'income' | 'expense' | 'equity'
}

/**
 * The chart every company begins with: the accounts of domain.md §1.3 "Accounting", numbered as 企业会计准则 does. What has
 * accounts below it (2221, 2241) is not posted on itself; 1002 is the company's own account, 100202 the owners' (专户存储).
 */
export const ACCOUNTS = [
  { code: '1001', name: '库存现金', kind: 'asset' },
  { code: '1002', name: '银行存款', kind: 'asset' },
  { code: '100202', name: '银行存款—维修资金专户', kind: 'asset' },
  { code: '1012', name: '其他货币资金', kind: 'asset' },
  { code: '1122', name: '应收账款', kind: 'asset' },
  { code: '1221', name: '其他应收款—备用金', kind: 'asset' },
  { code: '1231', name: '坏账准备', kind: 'asset' },
  { code: '1473', name: '合同资产（直线法租金）', kind: 'asset' },
  { code: '2204', name: '合同负债（预收）', kind: 'liability' },
  { code: '2205', name: '合同负债（未到期服务）', kind: 'liability' },
  { code: '2221', name: '应交税费', kind: 'liability' },
  { code: '222101', name: '应交增值税—销项税额', kind: 'liability' },
  { code: '222102', name: '待转销项税额', kind: 'liability' },
  { code: '2241', name: '其他应付款', kind: 'liability' },
  { code: '224101', name: '其他应付款—押金', kind: 'liability' },
  { code: '224102', name: '其他应付款—代收款', kind: 'liability' },
  { code: '224103', name: '其他应付款—公共收益', kind: 'liability' },
  { code: '224104', name: '其他应付款—维修资金', kind: 'liability' },
  { code: '4103', name: '期初余额', kind: 'equity' },
  { code: '6001', name: '主营业务收入', kind: 'income' },
  { code: '6051', name: '其他业务收入', kind: 'income' },
  { code: '6301', name: '营业外收入', kind: 'income' },
  { code: '6401', name: '主营业务成本', kind: 'expense' },
  { code: '6603', name: '财务费用', kind: 'expense' },
  { code: '6702', name: '信用减值损失', kind: 'expense' },
  { code: '6711', name: '营业外支出', kind: 'expense' },
] as const satisfies readonly Account[]

export type AccountCode = (typeof ACCOUNTS)[number]['code']
