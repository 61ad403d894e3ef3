import { defineTexts } from '@anju/ui'

/** What payments may refuse. */
export const paymentRefusals = defineTexts({
  'zh-CN': {
    'payments.id_taken': '这笔单号已用于另一笔收款，本次没有收款。请重新选择账单后再收。',
    'payments.statement_unreadable':
      '这份结算单读不懂：第 {row} 行（{problem}）。表头须有交易号、类型、金额、手续费；类型为收款或退款；净额须等于金额减手续费。',
    'payments.statement_day_taken': '{channel} 在 {day} 已有另一份结算单。传错了请先移除未确认的那份。',
    'payments.statement_confirmed': '这份结算单已经确认，不能再改。',
    'payments.statement_changed': '核对结果有变化（净额现为 {netFen} 分），请刷新后再确认。',
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
      'This statement is not understood: row {row} ({problem}). It needs headings for number, kind, amount and fee; a kind is 收款 or 退款; the net is amount less fee.',
    'payments.statement_day_taken':
      'There is another statement of {channel} for {day}. Remove the one that is not confirmed first.',
    'payments.statement_confirmed': 'This statement is confirmed and stays.',
    'payments.statement_changed': 'The result has changed (net is {netFen} fen now). Refresh, then confirm.',
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
