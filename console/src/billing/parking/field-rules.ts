import type { Rule as FieldRule } from 'antd/es/form'
import { fenOf, MOST_A_DAY, minuteOf, timeOf } from './parking-form.ts'
import type { useParkingTexts } from './texts.ts'

type Texts = ReturnType<typeof useParkingTexts>

function ruleOf(isRight: (text: string | undefined) => boolean, message: string): FieldRule {
  return {
    validator: async (_, text: string | undefined) => {
      if (!isRight(text)) throw new Error(message)
    },
  }
}

/** An amount in yuan, nothing included. */
export const yuanRules = (t: Texts): FieldRule[] => [ruleOf(text => fenOf(text) !== null, t('yuanWrong'))]

/** A time of the day to the second. */
export const timeRules = (t: Texts): FieldRule[] => [ruleOf(text => timeOf(text) !== null, t('timeWrong'))]

/** A time of the day to the minute. */
export const minuteRules = (t: Texts): FieldRule[] => [ruleOf(text => minuteOf(text) !== null, t('minuteWrong'))]

/** How many minutes something lasts. */
export const lengthRules = (t: Texts, max = MOST_A_DAY, min = 1): FieldRule[] => [
  { required: true, type: 'integer', min, max, message: t('minutesWrong', { min, max }) },
]
