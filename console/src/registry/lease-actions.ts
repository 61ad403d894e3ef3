/** What the audit log calls the deeds around leases of homes and shops. */
export const leaseActions = {
  'zh-CN': {
    'registry.createLease': '登记房屋租约',
    'registry.editLeaseDraft': '修改租约草稿',
    'registry.editLease': '更正房屋租约',
    'registry.signLease': '签订房屋租约',
    'registry.discardLease': '删除租约草稿',
    'registry.renewLease': '续签房屋租约',
    'registry.terminateLease': '提前终止房屋租约',
    'registry.reinstateLease': '撤销租约终止',
  },
  en: {
    'registry.createLease': 'Write down a lease',
    'registry.editLeaseDraft': 'Edit the draft of a lease',
    'registry.editLease': 'Correct a lease',
    'registry.signLease': 'Sign a lease',
    'registry.discardLease': 'Discard the draft of a lease',
    'registry.renewLease': 'Renew a lease',
    'registry.terminateLease': 'End a lease early',
    'registry.reinstateLease': 'Take the early end of a lease back',
  },
} as const
