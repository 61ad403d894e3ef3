import { defineTexts } from '@anju/ui'

/** What payments may refuse. */
export const paymentRefusals = defineTexts({
  'zh-CN': {
    'payments.id_taken': '这笔单号已用于另一笔收款，本次没有收款。请重新选择账单后再收。',
    'payments.statement_unreadable': '这份结算单第 {row} 行读不懂，请核对文件后再传。',
    'payments.statement_unreadable.workbook': '这个文件打不开：请上传 .xlsx 或 .csv 文件。',
    'payments.statement_unreadable.empty': '这份结算单没有明细，请确认选对了文件。',
    'payments.statement_unreadable.headings': '没有找到表头：须有交易号（或终端流水）、类型、金额、手续费四列。',
    'payments.statement_unreadable.reference': '第 {row} 行没有交易号，或交易号太长。',
    'payments.statement_unreadable.kind': '第 {row} 行的类型读不懂，应为收款或退款。',
    'payments.statement_unreadable.amount': '第 {row} 行的金额读不懂，应为不为零的金额，最多两位小数。',
    'payments.statement_unreadable.fee': '第 {row} 行的手续费读不懂，应为金额，最多两位小数。',
    'payments.statement_unreadable.net': '第 {row} 行的净额不等于金额减手续费。',
    'payments.statement_unreadable.twice': '第 {row} 行的交易号前面已经出现过。',
    'payments.statement_day_taken': '{channel} 在 {day} 已有另一份结算单。传错了请先移除未确认的那份。',
    'payments.statement_confirmed': '这份结算单已经确认，不能再改。',
    'payments.statement_changed': '核对结果有变化（净额现为 ¥{netFen}），请刷新后再确认。',
    'payments.nothing_matched': '没有对平的明细，不能确认。请先补录收款或重新核对。',
    'payments.receipt_void': '这张收据已经作废。',
    'payments.day_closed': '{day} 已日结，这一天不能再收款、退款或动用钱箱。',
    'payments.day_not_come': '还没到这一天，不能日结。',
    'payments.earlier_day_open': '请先日结 {day}，再结之后的日子。',
    'payments.no_open_shift': '还没有开班。请先到“我的钱箱”清点备用金并开班。',
    'payments.shift_open': '已经开班了。',
    'payments.float_differs': '清点的金额与钱箱应有金额不同，请写明原因；比今天已收的现金还少则要先核对。',
    'payments.drawer_too_low': '钱箱里没有这么多现金。',
    'payments.slip_taken': '这张缴款单已经登记过。',
    'payments.hand_over_to_self': '不能交班给自己。',
    'payments.hand_over_accepted': '这次交班已经被接收。',
    'payments.hand_over_waiting': '交班给 {fromName} 的现金还没有被接收，请对方接收，或先收回。',
    'payments.count_differs': '清点的金额对不上，请重新清点。',
    'payments.difference_unexplained': '有长短款或单据金额不符，请写明原因。',
    'payments.day_signed': '这一天已经复核过。',
  },
  en: {
    'payments.id_taken':
      'This payment’s number belongs to another payment; nothing was taken now. Choose the bills again and collect.',
    'payments.statement_unreadable':
      'Row {row} of this statement is not understood. Check the file and choose it again.',
    'payments.statement_unreadable.workbook': 'This file cannot be opened: choose an .xlsx or .csv file.',
    'payments.statement_unreadable.empty': 'This statement has no rows. Is it the right file?',
    'payments.statement_unreadable.headings':
      'No headings were found: 交易号 (or 终端流水), 类型, 金额 and 手续费 are needed.',
    'payments.statement_unreadable.reference': 'Row {row} has no number, or one that is too long.',
    'payments.statement_unreadable.kind': 'The kind in row {row} is not understood: 收款 or 退款.',
    'payments.statement_unreadable.amount':
      'The amount in row {row} is not understood: not zero, at most two decimals.',
    'payments.statement_unreadable.fee': 'The fee in row {row} is not understood: an amount with at most two decimals.',
    'payments.statement_unreadable.net': 'The net in row {row} is not amount less fee.',
    'payments.statement_unreadable.twice': 'The number in row {row} stands further up already.',
    'payments.statement_day_taken':
      'There is another statement of {channel} for {day}. Remove the one that is not confirmed first.',
    'payments.statement_confirmed': 'This statement is confirmed and stays.',
    'payments.statement_changed': 'The result has changed (net is ¥{netFen} now). Refresh, then confirm.',
    'payments.nothing_matched':
      'Nothing matches, so there is nothing to confirm. Enter what is missing, or match again.',
    'payments.receipt_void': 'This receipt is void already.',
    'payments.day_closed': '{day} is closed: no money is taken or given, and the drawer stays as it is, on that day.',
    'payments.day_not_come': 'That day has not come yet.',
    'payments.earlier_day_open': 'Close {day} first.',
    'payments.no_open_shift': 'No shift is open. Count the float and open one under My drawer.',
    'payments.shift_open': 'A shift is open already.',
    'payments.float_differs':
      'What was counted is not what should be in the drawer: say why. Less than was taken today must be looked into first.',
    'payments.drawer_too_low': 'There is not so much cash in the drawer.',
    'payments.slip_taken': 'This deposit slip was entered before.',
    'payments.hand_over_to_self': 'A shift is handed over to somebody else.',
    'payments.hand_over_accepted': 'This hand-over was accepted already.',
    'payments.hand_over_waiting':
      'The cash handed to {fromName} is not accepted yet: have it accepted, or take it back.',
    'payments.count_differs': 'What was counted does not add up. Count again.',
    'payments.difference_unexplained': 'Cash or slips differ: say why.',
    'payments.day_signed': 'This day is signed off already.',
  },
})
