/**
 * What each number of the reports is, said once: on the face of the screens in the language of who reads, and in the files in Chinese
 * (domain.md §1.3). A report is its numbers in the order in which they are stated.
 */
interface Said {
  'zh-CN': string
  en: string
}

export interface ReportFormula {
  term: Said
  formula: Said
}

const is = (term: string, formula: string, enTerm: string, enFormula: string): ReportFormula => ({
  term: { 'zh-CN': term, en: enTerm },
  formula: { 'zh-CN': formula, en: enFormula },
})

export const REPORT_FORMULAS = {
  receivables: [
    is(
      '应收',
      '费用所属期在所选月份内、截至日前已发布账单的各行之和（按所属期，不按账单日）',
      'Billed',
      'Σ lines of bills issued by the day whose charge period begins in these months (not the date of the bill)',
    ),
    is(
      '净应收',
      '应收 − 红冲 − 减免（含抹零）',
      'Net receivable',
      'billed − reversed − waived (rounding off included)',
    ),
    is(
      '实收',
      '这些行截至日前收到的款项与预存冲抵，扣除冲正',
      'Collected',
      'payments and offsets from prepayment on these lines by the day, less what was taken back',
    ),
    is(
      '欠费',
      '净应收 − 实收 − 核销 = 未结清各行之和',
      'Owed',
      'net receivable − collected − written off = Σ open lines',
    ),
    is(
      '收缴率',
      '实收 ÷ 净应收；净应收为 0 时不计算',
      'Rate',
      'collected ÷ net receivable; none where nothing is receivable',
    ),
  ],
  collection: [
    is(
      '应收',
      '费用所属期在所选月份内、期末前已发布账单的各行之和（按所属期，不按账单日）',
      'Billed',
      'Σ lines of bills issued by the end of the span whose charge period begins in these months (not the date of the bill)',
    ),
    is(
      '净应收',
      '应收 − 红冲 − 减免（含抹零）',
      'Net receivable',
      'billed − reversed − waived (rounding off included)',
    ),
    is(
      '当期实收',
      '本期费用在期末前收到的款项，含提前缴与预存冲抵',
      'Current collected',
      'collected by the end of the span of its own charges, ahead and from prepayment included',
    ),
    is(
      '期初欠费',
      '所选期间第一天之前各月的费用，到前一天为止未结清各行之和',
      'Opening arrears',
      'Σ open lines of months before the span, on the day before it began',
    ),
    is(
      '清欠',
      '期初以前各月的费用，在所选期间内收到的款项与预存冲抵，扣除冲正',
      'Arrears collected',
      'payments and offsets from prepayment within the span for charges of months before it, less what was taken back',
    ),
    is(
      '往期调整',
      '期初以前各月的费用，在所选期间内入账、红冲、减免、核销的净额',
      'Earlier months adjusted',
      'billed, reversed, waived and written off within the span, of months before it, net',
    ),
    is(
      '期末欠费',
      '期初欠费 + 往期调整 − 清欠 + 净应收 − 当期实收 − 核销',
      'Closing arrears',
      'opening arrears + earlier months adjusted − arrears collected + net receivable − current collected − written off',
    ),
    is(
      '当期收缴率 A',
      '当期实收 ÷ 净应收（减免从两边扣除）',
      'Current rate A',
      'current collected ÷ net receivable (waivers leave both sides)',
    ),
    is(
      '当期收缴率 B',
      '（当期实收 + 减免）÷（应收 − 红冲）',
      'Current rate B',
      '(current collected + waived) ÷ (billed − reversed)',
    ),
    is(
      '清欠率',
      '清欠 ÷ 期初欠费；期初是所选期间的第一天，往期指此前各月的费用。期内才出账的往期费用（在“往期调整”里）收回也算清欠，却不在期初欠费里，可能超过 100%',
      'Arrears rate',
      'arrears collected ÷ opening arrears; they open on the first day of the span and are of the months before it. What is billed for those months within the span (earlier months adjusted) counts when it is collected, but was not owed when it began: the rate may exceed 100%',
    ),
    is(
      '综合收缴率',
      '（当期实收 + 清欠）÷（净应收 + 期初欠费）',
      'Overall rate',
      '(current + arrears collected) ÷ (net receivable + opening arrears)',
    ),
    is(
      '户数收缴率',
      '本期费用已全部结清的户数 ÷ 本期出账户数',
      'Household rate',
      'households that owe nothing of the span ÷ households billed for it',
    ),
    is(
      '饱和收缴率',
      '实收 ÷ 饱和应收（全部单元按全额标准，不计空置等优惠，未出账的也算）',
      'Saturation rate',
      'collected ÷ what all units would owe at the full standard, without discounts, billed or not',
    ),
    is(
      '范围',
      '不含押金（收了要退，不是应收的费用）；代收、公共收益和维修资金计入',
      'Scope',
      'without deposits, which are given back; agency, public and maintenance fund money count',
    ),
  ],
  households: [
    is(
      '户数收缴率',
      '本期费用已全部结清的户数 ÷ 本期出账户数',
      'Household rate',
      'households that owe nothing of the span ÷ households billed for it',
    ),
    is(
      '饱和应收',
      '所选月份每个单元按全额标准应收：已出账的按空置等优惠以前的金额，收费标准在用而当月未出账的按最近一次的月全额',
      'At full standard',
      'each unit in these months in full: what is billed, before vacancy and other discounts; a standing charge that is not billed yet, at its last full month',
    ),
    is(
      '饱和收缴率',
      '实收 ÷ 饱和应收（全部单元按全额标准，不计空置等优惠，未出账的也算）',
      'Saturation rate',
      'collected ÷ what all units would owe at the full standard, without discounts, billed or not',
    ),
    is(
      '无法计价户数',
      '所选月份在册、没有能说明价格的收费标准的单元数，不计入饱和应收',
      'Not priced',
      'units of these months that no charge says a price of; they are not in the full standard',
    ),
    is(
      '范围',
      '不含押金（收了要退，不是应收的费用）；代收、公共收益和维修资金计入',
      'Scope',
      'without deposits, which are given back; agency, public and maintenance fund money count',
    ),
  ],
  ageing: [
    is(
      '账龄',
      '截至日 − 应缴日；一年以内按天，一年以上按周年',
      'Ageing',
      'the day − the due day; in days up to a year, then by calendar years',
    ),
    is(
      '欠费合计',
      '截至日未结清各行之和 = 应收账款余额',
      'Arrears',
      'Σ lines open on the day = the balance of receivables',
    ),
    is(
      '3 年以上',
      '三年以上临近或超过诉讼时效（民法典第 188 条），书面催缴可使时效重新起算',
      'Over 3 years',
      'over three years the limitation is near or past (Civil Code 188); a written demand begins it anew',
    ),
  ],
  cash: [
    is(
      '合计',
      '当期 + 清欠 + 提前缴 + 押金 + 新预存 − 退款；预存冲抵不是现金，不计入',
      'Total',
      'current + arrears + ahead + deposits + prepaid − refunded; offsets from prepayment are no cash and not in it',
    ),
    is(
      '当期',
      '收款当月所属期的费用；所属期在以后各月的为提前缴',
      'Current',
      'for charges of the month of the payment; for charges of later months it is ahead',
    ),
    is('清欠', '所属期早于收款当月的费用', 'Arrears collected', 'for charges of months before the payment'),
    is('新预存', '存入预存的款项，扣除冲正', 'Prepaid', 'paid into prepayments, less what was taken back'),
    is(
      '退款',
      '退款单退回的钱：退费、退预存、退押金；冲正从当初收进的一栏扣减',
      'Refunded',
      'given back by refunds: of charges, prepayments and deposits; a reversal is taken off where the money had come in',
    ),
  ],
  prepayments: [
    is(
      '期末预存',
      '期初预存 + 新预存 + 退入与转入 − 冲抵 − 退款 + 转出与冲正 = 各户预存余额之和 = 总账 2204',
      'Closing',
      'opening + prepaid + credited − offset − refunded + moved out and reversed = Σ purses = 2204 of the ledger',
    ),
  ],
  deposits: [
    is(
      '期末在押',
      '期初在押 + 收取 − 扣除 − 退还 − 冲正',
      'Held',
      'opening + received − deducted − given back − reversed',
    ),
  ],
  waivers: [
    is(
      '合计',
      '减免 + 抹零 + 核销，按办理的月份，扣除撤回的；都不是现金',
      'Total',
      'waived + rounded off + written off in the month it was done, less what was taken back; none is cash',
    ),
  ],
  taxes: [
    is(
      '不含税',
      '含税金额 ÷（1 + 税率），逐行四舍五入到分',
      'Net',
      'gross ÷ (1 + rate), rounded half up to the fen, line by line',
    ),
    is(
      '税额',
      '含税金额 − 不含税金额，出账时逐行冻结，按出账月份统计',
      'Tax',
      'gross − net, frozen line by line when issued; counted by the month of issue',
    ),
    is(
      '差额征税',
      '当月已售（含红冲、减免后）− 购进 − 上月结转的购进，不足为零，÷（1 + 税率）× 税率；结账时计提，按楼栋看时不含',
      'On the margin',
      'sold in the month (after corrections and waivers) − bought − bought before and not used, never below nothing, ÷ (1 + rate) × rate; taken when the month is closed, left out by building',
    ),
  ],
  accruals: [
    is(
      '期末应收',
      '期初应收 + 本期计提 − 减免核销 − 收款与冲抵 + 其他 = 应收账款 1122 余额',
      'Closing receivable',
      'opening + accrued − waived − settled + other = balance of receivables 1122',
    ),
    is(
      '本期计提',
      '记账日在当月的账单借记应收账款之和，含红冲与补收；不看费用所属期',
      'Accrued',
      'debited to 1122 by bills posted in the month, corrections included; whatever the charge month',
    ),
    is(
      '收入（不含税）',
      '6001 主营、6051 其他、6301 营业外收入的贷方减借方；减免以红字冲减',
      'Revenue, net',
      'credits less debits of 6001, 6051 and 6301; waivers take revenue back',
    ),
    is(
      '结转以后月份',
      '结账时转入合同负债 2205 与待转销项税额 222102 的净额，减去按直线法多确认的租金（合同资产 1473）；负数是到期转回收入',
      'Left for later months',
      'what closing months moved to 2205 and 222102, less rent recognised beyond what was billed (1473); negative where it came back as revenue that is due',
    ),
    is(
      '现金口径',
      '收款、退款、冲正在货币资金里的借方减贷方，与“收款（现金口径）”同一个数',
      'Cash',
      'debits less credits of money by payments, refunds and reversals: the same number as “Money taken (cash view)”',
    ),
    is(
      '货币资金净增',
      '现金口径 + 渠道手续费（负数）+ 交班长短款与渠道差异 + 钱箱备用金 + 代管资金收付 = 现金 1001、银行 1002、其他货币资金 1012 的净增减',
      'Money, net',
      'cash + fees of channels (negative) + what tills and channels have over or short + money of others = net increase of 1001, 1002 and 1012',
    ),
  ],
  postings: [
    is(
      '权责明细',
      '记账日在所选月份内的各笔分录，按其对所选的数的影响记正负；期初、期末为到那时的全部分录。合计等于报表上的数',
      'Postings',
      'postings of the months, signed as they move the number chosen; of balances, all until then. They add up to the number on the report',
    ),
  ],
  penalties: [
    is(
      '应计未收',
      '截至今天每一逾期行按其规则算出的违约金 − 已计收；缴费、减免或冻结时才成为账单',
      'Accruing',
      'penalty of each late line by its rule as of today − what is billed; it becomes a bill when paid, waived or frozen',
    ),
    is(
      '计收',
      '当月记账的违约金账单各行之和 = 营业外收入 6301 贷方（另计税额）',
      'Billed',
      'lines of penalty bills posted in the month = credits of 6301 (tax beside)',
    ),
    is(
      '实收',
      '当月收款与预存冲抵核销的违约金，扣除冲正',
      'Collected',
      'settled in the month by payments and prepaid money, less reversals',
    ),
    is(
      '减免',
      '当月批准的违约金减免、抹零与核销，扣除撤回的',
      'Waived',
      'waived, rounded off or written off in the month, less what was withdrawn',
    ),
  ],
  staff: [
    is(
      '收款',
      '本人经手、所选月份内的收款 − 冲正；各人之和 = 总账货币资金由收款借记的净额',
      'Collected',
      'payments taken in the months − reversals; all together = money debited by payments in the ledger',
    ),
    is(
      '催回',
      '今天分管的各户，自分管之日起、逾期之后，在所选月份内收款与预存冲抵的金额',
      'Recovered',
      'settled by payments and prepaid money after it was overdue, in the months, of households that are theirs, since they are',
    ),
    is(
      '催回率',
      '催回 ÷（催回 + 仍逾期）；仍逾期为分管户今天已到期未结清、未挂起的账单',
      'Recovery',
      'recovered ÷ (recovered + still overdue); bills of these households that are late today and not held',
    ),
  ],
  consumption: [
    is(
      '用量',
      '（本次 − 上次，含翻转）× 倍率，已审核、抄表日在当月的各次之和；换表分段相加',
      'Used',
      '(reading − the one before, over the rollover) × multiplier, of approved readings of the month; a replaced meter in parts',
    ),
    is(
      '损耗',
      '上级表用量 − 其直接下级表在同月的用量之和；上级表、下级表换过的，新旧表接着算；负数说明下级记得更多。按月、按小区和合计：最上级表 − 末级表，中间各级只算一次',
      'Loss',
      'parent − Σ of the meters directly below it in the same month; negative: more was counted below. By month, by community and in all: topmost meters − those at the ends, what is between counted once',
    ),
    is(
      '损耗率',
      '损耗 ÷ 上级表用量（按月、按小区和合计：÷ 最上级表用量）；上级表没有用量时不计算',
      'Loss rate',
      'loss ÷ parent (by month, by community and in all: ÷ the topmost meters); none where the parent counted nothing',
    ),
  ],
  lines: [
    is(
      '收费明细',
      '截至日前已发布账单的各行，及其截至日前的减免与实收；合计等于报表上截至同一天的数。从报表上的一个数点进来，“哪个数”就是它，各行计入的金额之和等于它。选了账龄，就是截至日未结清、不论所属期的各行',
      'Charge lines',
      'lines of bills issued by the day, with what was waived and collected by then; they add up to the report as of the same day. Opened from a number of a report, “which number” names it, and what each line adds to it adds up to it',
    ),
  ],
  rowsOfCash: [
    is(
      '收款',
      '所选时间内收进与退出的每一笔，退出为负；合计等于收款报表上的数',
      'Money taken',
      'each that came in or went back in the time, negative where it went; together the number of the report',
    ),
  ],
  rowsOfPrepayment: [
    is(
      '预存变动',
      '所选时间内预存的每一次增减；合计 = 期末预存 − 期初预存。选了余额，就是到那时为止的全部增减，合计就是余额',
      'Prepayments',
      'each movement of prepayments in the time; together closing − opening. Of a balance, each until then; together the balance',
    ),
  ],
  rowsOfDeposit: [
    is(
      '押金变动',
      '所选时间内押金的每一次增减；合计 = 期末在押 − 期初在押。选了余额，就是到那时为止的全部增减，合计就是余额',
      'Deposits',
      'each movement of deposits in the time; together held at the end − at the beginning. Of a balance, each until then; together the balance',
    ),
  ],
  rowsOfWaiver: [
    is(
      '减免核销',
      '所选时间内办理的每一笔减免、优惠、抹零与核销，撤回为负；合计等于报表上的数',
      'Waived and written off',
      'each waiver, discount, rounding and write-off of the time, negative where taken back; together the number of the report',
    ),
  ],
  rowsOfRecovered: [
    is(
      '催回',
      '今天分管的各户，自分管之日起、逾期之后，在所选月份内的每一笔收款与预存冲抵，退回为负；合计等于员工报表上的催回',
      'Recovered',
      'each payment and offset of overdue bills of the households in charge today, since they are, within the months; together what the report of staff says',
    ),
  ],
  homes: [
    is(
      '各户',
      '截至日、所选月份内，报表上的一个数由哪些户组成：出账、结清、未结清与无法计价各一行一户；饱和应收与未出账为各户金额，合计等于报表上的数',
      'Homes',
      'which homes a number of the report is made of, as of the day: one row a home that was billed, is clear, owes or has no price; for the full standard and what was not billed, amounts that add up to the number',
    ),
  ],
  visits: [
    is(
      '催缴记录',
      '所选月份内每一次上门、电话、短信微信与催缴函；按户看时一户一行，次数合计不变',
      'Visits',
      'each visit, call, message and letter in the months; by household one row each, the times together are the same',
    ),
  ],
  usedReadings: [
    is(
      '用量明细',
      '抄表日在所选月份内、已审核的各次用量，按其对所选的数的影响记正负（损耗 = 上级 − 下级）；合计等于报表上的数',
      'Readings',
      'approved readings that end in the months, as they move the number (loss = above − below); together what the report says',
    ),
  ],
  reconciliation: [
    is(
      '差额',
      '每一项分别按业务记录和按总账分录加总到截至日，差额 = 报表 − 总账，必须为 0',
      'Difference',
      'each is added up by the facts and by the postings of the ledger until the day; difference = reports − ledger, which must be 0',
    ),
  ],
} as const satisfies Record<string, readonly ReportFormula[]>

/** A report that states its formulas. */
export type ReportName = keyof typeof REPORT_FORMULAS
