/** An account of the chart. */
export interface Account {
  code: string
  name: string
  kind: 'asset' | 'liability' | 'income' | 'expense' | 'equity'
}

/**
 * The chart every company begins with: the accounts of domain.md §1.3 "Accounting", numbered as 企业会计准则 does.
 * 2221 holds both 销项 and 待转销项税额 until tax is posted in detail.
 */
export const ACCOUNTS = [
  { code: '1001', name: '库存现金', kind: 'asset' },
  { code: '1002', name: '银行存款', kind: 'asset' },
  { code: '1012', name: '其他货币资金', kind: 'asset' },
  { code: '1122', name: '应收账款', kind: 'asset' },
  { code: '1231', name: '坏账准备', kind: 'asset' },
  { code: '2204', name: '合同负债', kind: 'liability' },
  { code: '2221', name: '应交税费', kind: 'liability' },
  { code: '2241', name: '其他应付款', kind: 'liability' },
  { code: '6001', name: '主营业务收入', kind: 'income' },
  { code: '6051', name: '其他业务收入', kind: 'income' },
  { code: '6301', name: '营业外收入', kind: 'income' },
  { code: '6401', name: '主营业务成本', kind: 'expense' },
  { code: '6603', name: '财务费用', kind: 'expense' },
  { code: '6702', name: '信用减值损失', kind: 'expense' },
] as const satisfies readonly Account[]

export type AccountCode = (typeof ACCOUNTS)[number]['code']
