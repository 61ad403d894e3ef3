import type { analytics as contract, ResponseOf } from '@anju/contract'

type Key = ResponseOf<typeof contract.readReconciliation>['items'][number]['key']

/** What each check is called in a file, as on the screen. */
export const CHECK_WORDS: Record<Key, string> = {
  receivable: '欠费 = 应收账款 1122 余额',
  billed: '账单应收 = 出账借记应收账款',
  collected: '收款核销 = 收款贷记应收账款',
  money: '收款 = 现金、银行、其他货币资金借方',
  refunded: '退款（含退押金）= 退款贷记货币资金',
  reversed: '冲正 = 冲正贷记货币资金',
  cash: '现金口径（当期 + 清欠 + 提前缴 + 押金 + 新预存 − 退款）= 收款、退款、冲正引起的货币资金净额',
  'money-held': '现金口径 − 渠道手续费 ± 长短款 ± 备用金 ± 渠道差异 ± 代管资金收付 = 货币资金 1001 + 1002 + 1012 余额',
  drawers: '各钱箱应有现金（含班外收款）+ 交班在途 = 库存现金 1001 余额',
  'funds-paid': '代收、公共收益、维修资金的收付 = 由此引起的货币资金净额',
  waived: '减免、抹零与预缴优惠 = 由此贷记应收账款 1122',
  'written-off': '核销 = 信用减值损失 6702',
  agency: '代收款（减已转交）= 其他应付款-代收款 224102 余额',
  public: '公共收益（不含税，减已支出）= 其他应付款-公共收益 224103 余额',
  fund: '维修资金（减已支出）= 其他应付款-维修资金 224104 余额',
  'fund-special': '维修资金余额 − 待转入专户 = 银行存款-维修资金专户 100202 余额',
  prepaid: '预存 = 合同负债 2204 余额',
  deposits: '在押与待收押金 = 其他应付款-押金 224101 余额',
  penalties: '违约金计收（不含税）= 出账贷记营业外收入 6301',
  tax: '各行税额 = 出账贷记销项税 222101',
  deferred: '最近一次结账结转到以后月份的收入与税 = 合同负债 2205 与待转销项税额 222102 余额',
  straightened: '最近一次结账按直线法多确认的租金 = 合同资产 1473 余额',
  margin: '各月结账计提的差额税额 = 结账贷记销项税 222101',
  balanced: '总账借方 = 贷方',
}
