import { registry as contract, type RequestOf } from '@anju/contract'

export type PersonFacts = Omit<RequestOf<typeof contract.editPerson>, 'personId' | 'version'>

export interface FieldProblem {
  path: string
  code: string
  message: string
}

const WORDS = {
  id_shape: 'The number is not of this kind of document.',
  id_checksum: 'The check digit is wrong.',
  id_impossible: 'There is no such day as this number says.',
  id_birthday: 'The identity card says another birthday.',
  id_sex: 'The identity card says otherwise.',
  id_type_missing: 'Say of which kind the document is.',
  id_type_wrong: 'Not a document of a person, or of an organisation.',
  not_for_organisation: 'An organisation has none.',
  twice: 'This is there already.',
  missing: 'This is missing.',
  wrong: 'This is not right.',
} as const

export type FactCode = keyof typeof WORDS

/** A field of a person and what is wrong with it; the code has words in the console. */
export function fieldProblem(path: string, code: FactCode): FieldProblem {
  return { path, code, message: WORDS[code] }
}

/**
 * The facts made fit for what they are about: an organisation has neither sex nor birthday nor pets; birthday and sex that an identity
 * card says are taken from it where nobody said them.
 */
export function parseFacts<F extends PersonFacts>(
  facts: F,
  storedIdNumber: string | null,
): { facts: F; idNumber: string | null } {
  const given = facts.idNumber === undefined ? storedIdNumber : facts.idNumber
  const idNumber = given === null || given === '' ? null : contract.tidyIdNumber(given)
  if (facts.type === 'organisation') return { facts: { ...facts, sex: null, birthday: null, pets: [] }, idNumber }
  const said = facts.idType === 'id-card' && idNumber ? contract.readIdCard(idNumber) : null
  return {
    facts: { ...facts, birthday: facts.birthday ?? said?.birthday ?? null, sex: facts.sex ?? said?.sex ?? null },
    idNumber,
  }
}

/** What is wrong with the document of a person or an organisation, by field. */
export function documentProblems(facts: PersonFacts, idNumber: string | null): FieldProblem[] {
  const { idType, type } = facts
  if (idNumber === null) return []
  // A stored number of a kind that nobody knows stays as it is until somebody says which kind it is.
  if (idType === null) return facts.idNumber === undefined ? [] : [fieldProblem('idType', 'id_type_missing')]
  if ((idType === 'credit-code') !== (type === 'organisation')) return [fieldProblem('idType', 'id_type_wrong')]
  const problem = contract.documentProblem({ idType, idNumber, birthday: facts.birthday, sex: facts.sex })
  return problem ? [fieldProblem(problem.field, problem.code)] : []
}
