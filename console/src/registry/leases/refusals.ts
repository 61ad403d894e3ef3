import { defineTexts } from '@anju/ui'

/** What leases of homes and shops may refuse: what is wrong, and what to do. */
export const leaseRefusals = defineTexts({
  'zh-CN': {
    'registry.lease_premises_wrong': '房屋不对：要在同一小区，车位请在车位页出租。',
    'registry.lease_parties_wrong': '{name} 不能既是出租方又是承租方，请更换一方。',
    'registry.premises_let': '{label} 在这段时间已按合同 {number} 出租（至 {until}），请换一个时间，或先终止那份租约。',
    'registry.lease_number_taken': '合同编号已被另一份租约使用，请换一个编号。',
    'registry.signed_later': '签订日期不能晚于今天；还没签的请存为草稿。',
    'registry.lease_signed': '这份租约已签订，不能再按草稿修改或删除。',
    'registry.lease_draft': '这份租约还是草稿，请先签订。',
    'registry.lease_renewed': '这份租约已续签为 {number}，请先处理那一份。',
    'registry.lease_not_ended': '这份租约没有终止，不需要撤销。',
    'registry.lease_followed': '{name} 自 {since} 起已租住在这里，终止不能再撤销。请为原承租方另签租约。',
  },
  en: {
    'registry.lease_premises_wrong':
      'Not these premises: all in one community, and parking spaces are let on their own page.',
    'registry.lease_parties_wrong': '{name} cannot be landlord and tenant at once. Change one side.',
    'registry.premises_let':
      '{label} is let by {number} on these days (until {until}). Choose other days, or end that lease.',
    'registry.lease_number_taken': 'Another lease has this number. Choose another one.',
    'registry.signed_later': 'A lease is not signed in the future. Keep it as a draft until it is.',
    'registry.lease_signed': 'This lease is signed: it is not changed or thrown away like a draft.',
    'registry.lease_draft': 'This lease is a draft. Sign it first.',
    'registry.lease_renewed': 'This lease was renewed as {number}. Deal with that one first.',
    'registry.lease_not_ended': 'This lease was not ended early.',
    'registry.lease_followed':
      '{name} rents here since {since}: the end is not taken back any more. Write a new lease for the former tenant.',
  },
})
