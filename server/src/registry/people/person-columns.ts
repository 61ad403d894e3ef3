import { now } from '../../platform/clock.ts'
import { blindIndex, seal } from '../../platform/seal.ts'
import { addressColumns, emailColumns } from './contact-data.ts'
import type { PersonFacts } from './parse-facts.ts'
import { spellingOf } from './spelling.ts'

/** The facts of a person as columns of its row: what is personal sealed with its blind index, the name with its spellings; e-mail and address only where they are said. */
export function columnsOf(facts: PersonFacts, idNumber: string | null) {
  const spelling = spellingOf(facts.name)
  return {
    type: facts.type,
    name: facts.name,
    namePinyin: spelling.full,
    nameInitials: spelling.initials,
    givenPinyin: spelling.fromSecond,
    lastPinyin: spelling.fromThird,
    formerNames: facts.formerNames,
    sex: facts.sex,
    birthday: facts.birthday,
    idType: idNumber === null ? null : facts.idType,
    idNumberSealed: idNumber === null ? null : seal(idNumber),
    idNumberIndex: idNumber === null ? null : blindIndex('id-number', idNumber),
    ...(facts.email === undefined ? {} : emailColumns(facts.email)),
    ...(facts.postalAddress === undefined ? {} : addressColumns(facts.postalAddress)),
    legalRepresentative: facts.type === 'organisation' ? facts.legalRepresentative : null,
    note: facts.note,
    updatedAt: now(),
  }
}
