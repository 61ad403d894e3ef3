import { defineTexts } from '@anju/ui'

/** What the service desk may refuse. */
export const serviceDeskRefusals = defineTexts({
  'zh-CN': {
    'service-desk.wrong_state': '工单刚刚有了新进展，这一步已经不能做。请看最新进度后再操作。',
    'service-desk.place_missing': '请写明位置。',
    'service-desk.not_a_repairer': '这位员工不能接这个小区的工单，请选择其他维修人员。',
    'service-desk.id_taken': '这张工单已经提交过。请关闭后在看板上查看。',
    'service-desk.too_many_rounds': '这张工单已经返工 {maxRounds} 次，请与住户当面沟通后另行处理。',
  },
  en: {
    'service-desk.wrong_state':
      'The order has moved on and this step is no longer possible. See its newest progress first.',
    'service-desk.place_missing': 'Say where it is.',
    'service-desk.not_a_repairer': 'This person cannot take orders of this community. Choose another repairer.',
    'service-desk.id_taken': 'This report is submitted already. Close this and look at the board.',
    'service-desk.too_many_rounds':
      'The order was sent back {maxRounds} times. Talk to the resident and handle it anew.',
  },
})
