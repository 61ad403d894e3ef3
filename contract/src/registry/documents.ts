import { z } from 'zod'

/** 身份证, 护照, 港澳居民来往内地通行证, 台湾居民来往大陆通行证, 军官证, 统一社会信用代码. */
export const IdType = z.enum(['id-card', 'passport', 'hk-macau-permit', 'taiwan-permit', 'military', 'credit-code'])

export interface DocumentInput {
  idType: z.infer<typeof IdType>
  idNumber: string
  birthday: string | null
  sex: 'male' | 'female' | null
}

/** Where a document and what stands beside it do not fit: a field of the person, and what is wrong with it. */
export interface DocumentProblem {
  field: 'idNumber' | 'birthday' | 'sex'
  code: 'id_shape' | 'id_checksum' | 'id_impossible' | 'id_birthday' | 'id_sex'
}

const SHAPES: Record<DocumentInput['idType'], RegExp> = {
  'id-card': /^(\d{15}|\d{17}[\dX])$/,
  passport: /^[A-Z0-9]{5,17}$/,
  'hk-macau-permit': /^[HM]\d{8}(\d{2})?$/,
  'taiwan-permit': /^(\d{8}|\d{10}[A-Z]?)$/,
  military: /^([\u4E00-\u9FFF]{1,4}字第?\d{4,10}号?|[A-Z0-9]{6,18})$/,
  'credit-code': /^[159Y][1239][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/,
}

/** How a number is written down and compared: half width, capitals, without blanks. */
export function tidyIdNumber(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/**
 * What is wrong with a document, or null: its shape, its check digit (GB 11643 of an identity card, GB 32100 of a credit code), and
 * for identity cards — the old ones of 15 digits, too — that birthday and sex are those of the person.
 */
export function documentProblem({ idType, idNumber, birthday, sex }: DocumentInput): DocumentProblem | null {
  if (!SHAPES[idType].test(idNumber)) return { field: 'idNumber', code: 'id_shape' }
  if (idType === 'credit-code')
    return creditCodeCheckDigit(idNumber) === idNumber.at(-1) ? null : { field: 'idNumber', code: 'id_checksum' }
  if (idType !== 'id-card') return null
  if (idNumber.length === 18 && idCardCheckDigit(idNumber) !== idNumber.at(-1))
    return { field: 'idNumber', code: 'id_checksum' }
  const said = readIdCard(idNumber)
  if (!said) return { field: 'idNumber', code: 'id_impossible' }
  if (birthday !== null && birthday !== said.birthday) return { field: 'birthday', code: 'id_birthday' }
  if (sex !== null && sex !== said.sex) return { field: 'sex', code: 'id_sex' }
  return null
}

/** Birthday and sex as an identity card says them; null when there is no such day. */
export function readIdCard(idNumber: string): { birthday: string; sex: 'male' | 'female' } | null {
  const long = idNumber.length === 18
  const day = long ? idNumber.slice(6, 14) : `19${idNumber.slice(6, 12)}`
  const birthday = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`
  if (!z.iso.date().safeParse(birthday).success) return null
  const order = Number(long ? idNumber.at(16) : idNumber.at(14))
  return { birthday, sex: order % 2 === 1 ? 'male' : 'female' }
}

const CARD_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** The 18th character that GB 11643 asks for. */
export function idCardCheckDigit(idNumber: string): string {
  const sum = CARD_WEIGHTS.reduce((total, weight, index) => total + weight * Number(idNumber[index]), 0)
  return '10X98765432'.charAt(sum % 11)
}

const CODE_LETTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The 18th character that GB 32100 asks for: weights are the powers of 3 modulo 31. */
export function creditCodeCheckDigit(code: string): string {
  let [sum, weight] = [0, 1]
  for (const letter of code.slice(0, 17)) {
    sum += CODE_LETTERS.indexOf(letter) * weight
    weight = (weight * 3) % 31
  }
  return CODE_LETTERS.charAt((31 - (sum % 31)) % 31)
}
