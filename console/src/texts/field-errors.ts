import { defineTexts } from '@anju/ui'

/** What is wrong with a field, by the server's code for it. */
export const useFieldErrorTexts = defineTexts({
  'zh-CN': {
    too_small: '太短或太小',
    too_big: '太长或太大',
    invalid_type: '必填，或格式不对',
    invalid_format: '格式不对',
    invalid_value: '不在可选范围内',
    unrecognized_keys: '有多余的内容',
    wrong: '填写有误',
  },
  en: {
    too_small: 'Too short or too small',
    too_big: 'Too long or too large',
    invalid_type: 'Required, or not in the right form',
    invalid_format: 'Not in the right form',
    invalid_value: 'Not one of the choices',
    unrecognized_keys: 'There is more here than expected',
    wrong: 'This is not right',
  },
})
