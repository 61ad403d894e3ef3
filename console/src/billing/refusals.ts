import { defineTexts } from '@anju/ui'

/** What billing may refuse: what is wrong, and what to do. */
export const billingRefusals = defineTexts({
  'zh-CN': {
    'billing.rule_code_taken': '编号 {code} 已被本小区的另一个收费标准使用，请换一个编号。',
    'billing.rule_wrong': '这样的收费标准无法计费，请修改标出的内容。',
    'billing.stay_wrong': '这样的停车收费无法试算，请修改标出的内容。',
    'billing.rule_in_use':
      '这个收费标准已经出过账，不能再改会影响账期的内容（{field}）。需要不同的账期时，请停用它并新建一个。',
    'billing.rule_version_taken': '{effectiveFrom} 起的价格已经存在，请换一个生效日期。',
    'billing.rule_version_billed':
      '{effectiveFrom} 起的价格已经出过账（含草稿），不能撤销。请新增一个生效日期更晚的价格，或在出账时修正以前的账期。',
    'billing.rule_version_only': '收费标准最早的价格不能撤销，否则前面的日子没有价格。请直接停用这个收费标准。',
    'billing.assignment_billed': '这项收费安排已经出过账（含草稿），不能撤销。请改结束日期。',
    'billing.item_tax_bought':
      '这是最后一条差额征税的税率，而这个项目还有 {count} 笔有效的购进，不能撤销；请先作废这些购进。',
    'billing.item_tax_billed': '{effectiveFrom} 起的税率已经出过账（含草稿），不能撤销。请新增一个生效日期更晚的税率。',
    'billing.already_assigned': '这套房产在这段时间已经分配了该收费标准，请调整起止日期。',
    'billing.promise_wrong': '“承诺缴费”要填今天或以后的日期；其他结果不填。',
    'billing.nothing_overdue': '这一户已经没有逾期的费用，不用再催缴。',
    'billing.visit_too_old': '这次催缴在手机里存了超过一周，请在这里补记。',
    'billing.no_collector': '这位员工没有“现场端催缴登记”权限，请换一位，或先给权限。',
    'billing.item_name_taken': '已有名为“{name}”的收费项目，请换一个名称。',
    'billing.item_billed':
      '“{name}”已经出过账，款项性质决定入账科目，不能再改。需要不同的性质时，请停用它并新建一个收费项目。',
    'billing.item_tax_taken': '该主体在 {effectiveFrom} 已有税率，请换一个生效日期。',
    'billing.margin_not_sale':
      '只有款项性质为“收入”的收费项目才能差额征税；“{name}”不是，或已设差额税率而不能改为其他性质。',
    'billing.item_not_on_margin': '“{name}”没有差额征税的税率，不用录入购进。先在收费项目里设“差额”税率。',
    'billing.purchase_taken': '发票 {reference} 已经录入过，同一张发票只能抵减一次。',
    'billing.purchase_void': '这笔购进已经作废，请刷新后查看。',
    'billing.measure_unknown': '“{name}”不是可用的计费数据。',
    'billing.discount_name_taken': '本小区已有名为“{name}”的优惠，请换一个名称。',
    'billing.discount_wrong': '优惠的内容有误，请修改标出的内容。',
    'billing.grant_wrong':
      '起止日期有误：结束日期不能早于起始日期，也不能超过该优惠的最长期限；预缴优惠在收款时自动计算，不能单独给予。',
    'billing.grant_billed': '已有账单按这项优惠收过，不能撤销；请改结束日，再核对已发布账单。',
    'billing.grant_taken': '这套房产在这段时间已经享有该优惠，请调整日期。',
    'billing.grant_overlaps':
      '{premises}在 {fromOn} 至 {toOn} 已享有“{name}”，同一项目同一天只能有一项优惠。请调整日期，或先把那项优惠的结束日提前。',
    'billing.discount_on_deposit': '“{name}”是押金，以后要退还，不能减免。请去掉这一项。',
    'billing.discount_on_pool': '“{name}”在本小区只按公摊收，公摊要分完，不能打折；请在录入公摊费用时选免摊的房产。',
    'billing.discount_asked': '这项优惠已经有一份申请在审批。',
    'billing.evidence_missing': '这项优惠需要证明照片。',
    'billing.grant_changed': '这项优惠的结束日在申请以后改过，请驳回，由申请人重新提出。',
    'billing.application_decided': '这份申请已经撤回或处理过了，请刷新后查看。',
    'billing.dispute_open': '这张账单已经有一份未答复的异议，请先处理。',
    'billing.dispute_closed': '这份异议已经答复或撤回，请刷新后查看。',
    'billing.remedy_missing': '异议成立时，请选择处理方式。',
    'billing.payers_wrong': '各缴费人的比例之和必须为 100%，同一缴费人只能出现一次。',
    'billing.pool_rule_wrong': '只有“公摊”类的收费标准才能录入公摊费用。',
    'billing.pool_days_taken': '这套标准在 {fromOn} 至 {toOn} 已有公摊费用，日期不能重叠。',
    'billing.pool_days_wrong': '结束日期不能早于开始日期。',
    'billing.pool_basis_wrong': '按用量分摊要选表类型，按楼层系数分摊要填系数。',
    'billing.pool_nothing_used': '没有可分摊的费用：金额、用量和单价都要大于 0；按表计算时，请先审核这段时间的读数。',
    'billing.pool_billed': '这笔公摊费用已出 {billCount} 张账单，不能作废；请先作废账单。',
    'billing.pool_void': '这笔公摊费用已经作废。',
    'billing.payers_taken': '这段时间已经安排了缴费人，请调整日期。',
    'ledger.entity_name_taken': '已有名为“{name}”的法人主体，请换一个名称。',
    'billing.period_wrong': '月份有误：结束月份不能早于开始月份，一次最多 {maxMonths} 个月。',
    'billing.run_id_taken': '这次出账的编号已用于别的月份或小区，请重新打开出账页面再试。',
    'billing.bill_not_correctable':
      '这张账单现在不能这样处理：须是已发布、完全未缴、未更正过的账单。已有缴费的请用更正或退款。',
    'billing.run_not_approved': '按设置，出账须先审批才能发布。请有审批权限的同事在批次页点“审批”。',
    'billing.run_changed': '账单金额已变（现为 ¥{totalFen}），请刷新后核对再审批。',
    'billing.run_not_generated': '账单还没有全部生成，暂时不能发布。请等生成完成；生成失败的请先重新生成。',
    'billing.bill_not_payable':
      '所选账单里有一笔现在不能收款（可能刚被收走、作废或退回草稿）。已重新读取该户欠费，请核对后再收。',
    'billing.not_at_counter': '“{itemName}”不在收银台收取（见收费项目的收款渠道），请取消勾选。',
    'billing.bill_in_flight':
      '银行代扣在途：这张账单在代扣批次 {batchNumber} 里，银行回盘之前不能收款、冲抵、作废或更正。请先导入回盘，或取消该批次。',
    'billing.mandate_taken': '这套房产已登记过这个账号的代扣授权，请在原授权上修改，或先终止它。',
    'billing.mandate_wrong': '代扣授权的日期有误：到期日期不能早于生效日期。',
    'billing.text_unwritable': '银行文件里写不出这些字：{characters}。请与银行核对户名登记的写法。',
    'billing.mandate_ended': '这份代扣授权已经终止，不能再改。需要继续代扣时请重新登记。',
    'billing.mandate_in_flight':
      '代扣批次 {batchNumber} 正在按这份授权扣款，回盘之前不能改户名、银行、账号、协议号和缴费人。',
    'billing.debit_format_taken': '已有名为“{name}”的报盘格式，请换一个名称。',
    'billing.debit_format_wrong':
      '这样的格式银行或系统读不懂：报盘必须有流水号、账号和金额，回盘必须有流水号和返回码，同一列只能出现一次；定长文件每列要填宽度，有汇总行要填汇总列。',
    'billing.debits_too_many': '一个批次最多 {most} 张账单，请缩小应缴日期或收费项目的范围。',
    'billing.debits_changed': '预览之后账单有变化（现为 {count} 笔），请重新预览，核对后再生成批次。',
    'billing.nothing_to_debit': '没有可以代扣的账单：没有有效授权，或账单已缴清、暂缓、在途。',
    'billing.debit_batch_closed': '这个代扣批次已经完成或取消，请刷新后查看。',
    'billing.debit_result_wrong':
      '这个文件里没有本批次的扣款结果（第 {row} 行起读不懂或对不上）。请确认选对了批次，并核对回盘格式。',
    'billing.more_than_owed': '金额超过了所选账单的欠费（可能刚有人收过一部分），请按最新的欠费填写。',
    'billing.nothing_to_collect': '没有收款金额，也没有使用预存，请填写其中一项。',
    'billing.round_off_wrong': '抹零只能用于现金、并且一次付清所选账单。请重新读取该户欠费，按抹零后的金额收款。',
    'billing.prepay_discount_wrong':
      '预缴优惠与所选账单对不上：须一次付清所选各期，优惠应为 ¥{discountFen}。已重新读取，请核对后再收。',
    'billing.purse_too_small':
      '可用的预存只有 ¥{balanceFen}：预存只冲抵存款人本人的账单，不冲抵别人的。请刷新后按此金额处理。',
    'billing.more_than_settled': '这笔款项已被退款或冲正过一部分，可退金额不足，请刷新后重试。',
    'billing.deposit_used': '这笔押金已经扣除或退还过，不能再整笔撤回。',
    'billing.nothing_owed': '所选账单没有可减免的欠费，可能刚刚结清，请刷新。',
    'billing.waiver_unclear': '减免方式有误：比例和金额只能填一个，核销只针对本金。',
    'billing.waiver_outdated':
      '提出申请后账单已有收款、减免或更正，金额对不上了。请驳回，由申请人按现在的欠费重新提出。',
    'billing.more_than_refundable': '超过可退金额，请按最新的可退金额填写。',
    'billing.refund_discounted': '这笔收款享受了预缴优惠，明细只能一起退（优惠随之收回），不能只退一部分。',
    'billing.payment_reversed': '这笔收款已冲正，或正在申请冲正，不能再退款。',
    'billing.not_reversible': '这笔收款不能这样冲正：可能不是今天、不是本人收的，或已有退款、冲正。请刷新后查看。',
    'billing.nothing_to_return': '请填写要扣除或退还的金额。',
    'billing.payee_account_missing': '银行转账请填写收款账户。',
    'billing.months_wrong': '月份有误：开始不能晚于结束，最多十年。',
    'billing.fund_key_wrong': '资金账户有误：只有“代收”的收费项目才有自己的代收账户。',
    'billing.fund_deed_wrong':
      '这个资金账户不能这样收支：代收只能转交，维修资金不能计提管理费用，付款和收款要填对方和方式，只有支出和计提才有业主决议。',
    'billing.fund_homes_wrong':
      '分摊的房屋有误：只有维修资金按户分摊，所选范围里至少要有一户填了面积，房屋须在本小区且没有合并、拆分。',
    'billing.fund_rate_wrong': '首期交存标准有误：只有维修资金才有，应大于 0，最多两位小数。',
    'billing.fund_not_moved_in': '维修资金专户里只有 ¥{specialFen}，请先把已收的转入专户，再从专户支出。',
    'billing.fund_too_small': '账户里能动用的只有 ¥{spendableFen}（已减去审批中的），请改小金额或等款项收到。',
    'billing.fund_spent':
      '这笔钱已经转交或支出，退回后账户还差 ¥{shortFen}。请先在“代管资金”里冲回对应的支出，或在账户设置里允许公司垫付，再做这一步。',
    'billing.fund_advanced': '公司已经垫付 ¥{shortFen}，款项收齐之前不能关闭垫付。',
    'billing.fund_not_reversible': '只有已生效、没有冲回过的收支可以冲回。',
    'billing.percent_wrong': '比例请填 0–100；管理费用比例只用于公共收益。',
    'billing.management_too_much': '这些月份最多还可以计提 ¥{mostFen}。',
    'billing.resolution_missing': '动用业主的钱要有依据，请选择业主决议。',
    'billing.resolution_taken': '决议 {number} 已经登记过，请核对编号。',
    'billing.resolution_wrong':
      '决议内容有误：日期不能晚于今天，人数和面积要逐级不大于上一级，维修资金须由业主大会表决或应急使用。',
    'billing.resolution_not_carried':
      '表决没有通过：参与的人数和面积都要达到三分之二，其中同意的都要过半（现在是人数 {headsPercent}%、面积 {areaPercent}%）。',
    'billing.resolution_used': '这份决议不能再用：已作废、不属于这笔资金、额度不够，或者已有支出以它为依据。',
    'billing.quarter_not_over': '季度还没有结束，结束后再公示。',
    'billing.tendered_too_little': '收到的现金少于应收金额，请核对现金，或改小本次收款金额做部分收款。',
  },
  en: {
    'billing.rule_code_taken': 'The code {code} belongs to another charge rule of this community. Choose another.',
    'billing.rule_wrong': 'Nothing can be charged by this rule. Correct the marked fields.',
    'billing.stay_wrong': 'The fee of this stay cannot be worked out. Correct the marked fields.',
    'billing.rule_in_use':
      'Bills were made by this rule: what would cut their cycles anew stays ({field}). End it and make another for other cycles.',
    'billing.rule_version_taken': 'There is a price from {effectiveFrom} on already. Choose another date.',
    'billing.rule_version_billed':
      'The price from {effectiveFrom} on was billed (drafts count), so it stays. Add a price from a later day, or let a run correct earlier cycles.',
    'billing.rule_version_only':
      'The first price of a rule stays, or its first days would have none. Retire the rule instead.',
    'billing.assignment_billed': 'This assignment was billed (drafts count), so it stays. Set its last day instead.',
    'billing.item_tax_bought':
      'This is the last rate on the margin, and {count} purchases of the item count. Void them first.',
    'billing.item_tax_billed':
      'The rate from {effectiveFrom} on was billed (drafts count), so it stays. Add a rate from a later day.',
    'billing.already_assigned':
      'This rule is charged on these premises on some of these days already. Change the dates.',
    'billing.promise_wrong': 'A promise to pay needs a day from today on; other results have none.',
    'billing.nothing_overdue': 'Nothing is overdue here any more; there is nothing to ask for.',
    'billing.visit_too_old': 'This visit was on the phone for more than a week: note it here.',
    'billing.no_collector': 'This person may not visit debtors. Choose somebody else, or give the permission first.',
    'billing.item_name_taken': 'There is a charge item named “{name}” already. Choose another name.',
    'billing.item_billed':
      'Bills of “{name}” were issued: what the money is decides their account and stays. End the item and make another.',
    'billing.item_tax_taken': 'This entity has a rate from {effectiveFrom} on already. Choose another date.',
    'billing.margin_not_sale':
      'Only an item whose money is revenue is taxed on its margin; “{name}” is not, or has such a tax and cannot become anything else.',
    'billing.item_not_on_margin':
      '“{name}” is not taxed on its margin; there is nothing to enter. Give it such a tax under Charge items first.',
    'billing.purchase_taken': 'Invoice {reference} was entered before; an invoice is taken off once.',
    'billing.purchase_void': 'This purchase is void. Reload to see it.',
    'billing.measure_unknown': 'Nothing can be charged by “{name}”.',
    'billing.discount_name_taken': 'There is a discount named “{name}” in this community already. Choose another name.',
    'billing.discount_wrong': 'The discount is wrong. Correct the marked fields.',
    'billing.grant_wrong':
      'The days are wrong: the last must not come before the first, nor be later than the discount allows. A prepay discount is worked out at the counter and is not given.',
    'billing.grant_billed':
      'Bills were made by this discount. Give it another end, and let a run check the issued bills.',
    'billing.grant_taken': 'These premises have this discount on some of these days already. Change the dates.',
    'billing.grant_overlaps':
      '{premises} has “{name}” from {fromOn} to {toOn}; one item has one discount a day. Change the days, or let the other end earlier.',
    'billing.discount_on_deposit': '“{name}” is a deposit and owed back in full. Take it out of the items.',
    'billing.discount_on_pool':
      '“{name}” is charged here by shared costs alone, whose parts add up. Choose exempt homes when the cost is entered.',
    'billing.discount_asked': 'An application for this discount is waiting already.',
    'billing.grant_changed':
      'The end of this discount was changed after the request was made. Reject it; it can be asked for anew.',
    'billing.evidence_missing': 'This discount needs photos as evidence.',
    'billing.application_decided': 'This application was withdrawn or decided meanwhile. Refresh to see it.',
    'billing.dispute_open': 'This bill is disputed already; answer that first.',
    'billing.dispute_closed': 'This dispute was answered or taken back meanwhile. Refresh to see it.',
    'billing.remedy_missing': 'Say what is to be done about an upheld dispute.',
    'billing.payers_wrong': 'The parts of all payers must be 100 % together, each payer once.',
    'billing.pool_rule_wrong': 'Only a rule of kind “shared” takes a shared cost.',
    'billing.pool_days_taken': 'This rule has a shared cost for {fromOn} to {toOn} already; days do not overlap.',
    'billing.pool_days_wrong': 'The last day lies before the first.',
    'billing.pool_basis_wrong': 'By usage it needs the kind of meter; by floor factors it needs these.',
    'billing.pool_nothing_used':
      'There is nothing to share: amount, usage and price are above 0; by meters, approve their readings of these days first.',
    'billing.pool_billed': '{billCount} bills are made of this cost; void them first.',
    'billing.pool_void': 'This cost is void already.',
    'billing.payers_taken': 'Somebody is arranged to pay on some of these days already. Change the dates.',
    'ledger.entity_name_taken': 'There is a legal entity named “{name}” already. Choose another name.',
    'billing.period_wrong':
      'The months are wrong: the last must not come before the first, and at most {maxMonths} fit.',
    'billing.run_id_taken':
      'This run’s id belongs to other months or another community. Open the page again and retry.',
    'billing.bill_not_correctable':
      'This bill cannot be treated like that now: it has to be issued, wholly unpaid, and not corrected already. Paid bills are corrected or refunded.',
    'billing.run_not_approved': 'By a setting a run is approved before it is issued. Ask somebody who may approve.',
    'billing.run_changed': 'The sum has changed meanwhile (now ¥{totalFen}). Reload, look again, then approve.',
    'billing.run_not_generated':
      'The bills are not all generated, so they cannot be issued yet. Wait until they are; generate again what failed.',
    'billing.bill_not_payable':
      'One of the chosen bills cannot be paid now: it may just have been settled or voided. The household was read again; check and collect anew.',
    'billing.not_at_counter':
      '{itemName} is not collected at the counter (see who may collect the item); leave it out.',
    'billing.bill_in_flight':
      'The bank is being asked for this bill (direct debit batch {batchNumber}): until it answers, the bill is neither paid, offset, voided nor corrected. Take in the bank’s answer, or cancel the batch.',
    'billing.mandate_taken': 'This home has a mandate for this account already. Change that one, or end it first.',
    'billing.mandate_wrong': 'The days of the mandate are wrong: the last must not come before the first.',
    'billing.text_unwritable':
      'The bank’s files cannot hold these characters: {characters}. Ask the bank how the name is written there.',
    'billing.mandate_ended': 'This mandate has ended and cannot be changed. Record a new one to go on.',
    'billing.mandate_in_flight':
      'The bank is asked by this mandate (batch {batchNumber}): until it answers, holder, bank, account, agreement and payer stay.',
    'billing.debit_format_taken': 'There is a layout named “{name}” already. Choose another name.',
    'billing.debit_format_wrong':
      'Nobody could be told by this layout: what is sent needs reference, account and amount; what comes back needs reference and code, each column once; fixed files need widths, a summary line needs its columns.',
    'billing.debits_too_many': 'A batch holds at most {most} bills. Choose an earlier due date or fewer items.',
    'billing.debits_changed':
      'Bills have changed since the preview ({count} rows now). Preview again, check, then make the batch.',
    'billing.nothing_to_debit':
      'There is nothing to ask the bank for: no valid mandate, or the bills are paid, held or in flight.',
    'billing.debit_batch_closed': 'This batch is finished or cancelled. Refresh to see it.',
    'billing.debit_result_wrong':
      'No row of this file is of this batch (from line {row} on it is not understood). Check that the batch is the right one, and the layout of the answers.',
    'billing.more_than_owed':
      'This is more than the chosen bills owe; somebody may have taken a part just now. Go by what is owed now.',
    'billing.nothing_to_collect': 'Neither money nor prepaid money was taken. Enter one of them.',
    'billing.round_off_wrong':
      'Rounding off is for cash that pays all that is chosen. Read the household again and take the rounded amount.',
    'billing.prepay_discount_wrong':
      'The discount for paying ahead does not fit: all that is chosen is paid at once, and ¥{discountFen} are let off. Look again, then collect.',
    'billing.purse_too_small':
      'Only ¥{balanceFen} of prepaid money can be used: it pays what its holder owes, nothing of anybody else. Refresh, and go by that.',
    'billing.more_than_settled':
      'A part of this was refunded or reversed already; less is left than you want to take back. Refresh and try again.',
    'billing.deposit_used': 'This deposit was deducted from or given back already; it cannot be taken back whole.',
    'billing.nothing_owed':
      'Nothing of these bills is owed that could be waived; perhaps they were just settled. Refresh.',
    'billing.waiver_unclear': 'Give a percentage or an amount, not both; only a debt itself is written off.',
    'billing.waiver_outdated':
      'The bills were paid, waived or corrected since this was asked for. Reject it, and let it be asked for anew.',
    'billing.more_than_refundable': 'This is more than can be given back. Look at what is left now.',
    'billing.refund_discounted':
      'Something was let off for paying ahead with this payment: its lines go back together, and the discount with them.',
    'billing.payment_reversed': 'This payment was reversed, or is about to be: nothing is refunded of it.',
    'billing.not_reversible':
      'This payment cannot be reversed like that: it is not of today or not yours, or was refunded or reversed. Refresh to see.',
    'billing.nothing_to_return': 'Enter an amount to deduct or to return.',
    'billing.payee_account_missing': 'A transfer needs an account.',
    'billing.months_wrong': 'The months are wrong: the first must not come after the last, ten years at most.',
    'billing.fund_key_wrong': 'No such account: only an item that is collected for others has one of its own.',
    'billing.fund_deed_wrong':
      'Not with this money: what is collected for others is handed over, the maintenance fund keeps nothing for costs; paying needs a party and a method, and only spending and keeping are of a resolution.',
    'billing.fund_homes_wrong':
      'The homes are wrong: only the maintenance fund is shared by homes, at least one of them needs an area, and all must be of this community and not merged or split.',
    'billing.fund_rate_wrong':
      'The rate of the first deposit is wrong: it is of the maintenance fund only, more than 0, two decimals at most.',
    'billing.fund_not_moved_in':
      'Only ¥{specialFen} is in the special account of the maintenance fund. Move in what was collected first.',
    'billing.fund_too_small':
      'Only ¥{spendableFen} may be spent (what is being approved is taken off). Ask for less, or wait until money comes.',
    'billing.fund_spent':
      'This money was handed over or spent: the account would be short of ¥{shortFen}. Take the spending back under “Money of others”, or let the company advance in the settings of the account, and try again.',
    'billing.fund_advanced': 'The company has advanced ¥{shortFen}; it goes on until the money came.',
    'billing.fund_not_reversible': 'Only what is in effect and was not taken back can be taken back.',
    'billing.percent_wrong': 'A percentage is 0–100; only public revenue has one for costs.',
    'billing.management_too_much': 'At most ¥{mostFen} may still be kept for these months.',
    'billing.resolution_missing': 'Owners’ money is spent on what they decided: choose the resolution.',
    'billing.resolution_taken': 'Resolution {number} is kept already. Check the number.',
    'billing.resolution_wrong':
      'The resolution is wrong: not of a later day; heads and areas must not exceed those above them; the maintenance fund needs an assembly, or an emergency.',
    'billing.resolution_not_carried':
      'Not carried: two thirds must take part by heads and area, and more than half of them be in favour (now {headsPercent}% of heads, {areaPercent}% of area).',
    'billing.resolution_used':
      'This resolution cannot be used: void, of other money, its limit is reached, or something was spent on it.',
    'billing.quarter_not_over': 'The quarter is not over yet.',
    'billing.tendered_too_little':
      'The cash is less than the amount. Count it again, or take a smaller amount as a part payment.',
  },
})
