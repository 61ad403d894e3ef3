import { dec, decimalText, fitsScale } from '../../platform/decimals.ts'
import { isCivilDate } from '../../platform/period.ts'

export interface FieldShape {
  type: string
  choices: readonly string[]
}

/** A value of a field as it is kept, or null where it is none of the field's type: a decimal without idle zeros, a day, one of the choices. */
export function parseValue({ type, choices }: FieldShape, text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  if (type === 'number') return fitsScale(plain, 12, 6) ? decimalText(dec(plain)) : null
  if (type === 'date') return isCivilDate(plain) ? plain : null
  if (type === 'choice') return choices.includes(text) ? text : null
  if (type === 'yes-no') return plain === 'yes' || plain === 'no' ? plain : null
  return text === '' ? null : text
}
