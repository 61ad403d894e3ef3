import { defineTexts } from '@anju/ui'

/** What payments may refuse. */
export const paymentRefusals = defineTexts({
  'zh-CN': {
    'payments.id_taken': '这笔单号已用于另一笔收款，本次没有收款。请重新选择账单后再收。',
  },
  en: {
    'payments.id_taken':
      'This payment’s number belongs to another payment; nothing was taken now. Choose the bills again and collect.',
  },
})
