/** How a household was asked, and what came of it, in the words of files and letters. */
export const CHANNEL_WORDS = { visit: '上门', call: '电话', message: '短信微信', letter: '催缴函' } as const

export const RESULT_WORDS = {
  promised: '承诺缴费',
  absent: '未联系上',
  refused: '拒绝缴费',
  disputed: '对账单有异议',
  paid: '称已缴费',
  told: '已告知',
} as const
