import { v7 as newId } from 'uuid'
import type { PersonDetail, PersonFacts } from './people.ts'

type Kept<T> = Omit<T, 'number'> & { number?: string; masked?: string }

/** What the form holds: empty texts where the contract says null, masks beside numbers that are kept. */
export interface PersonValues {
  /** Asked while all communities are shown. */
  communityId?: string
  type: PersonFacts['type']
  name: string
  formerNames: string[]
  sex?: PersonFacts['sex']
  birthday?: string | null
  idType?: PersonFacts['idType']
  idNumber?: string
  clearsIdNumber?: boolean
  email?: string
  clearsEmail?: boolean
  postalAddress?: string
  clearsPostalAddress?: boolean
  legalRepresentative?: string
  note?: string
  phones: Kept<PersonFacts['phones'][number]>[]
  contacts: { id: string; name: string; relation?: string; phone?: string; masked?: string }[]
  pets: (Omit<PersonFacts['pets'][number], 'licenceNumber' | 'breed'> & {
    licenceNumber?: string | null
    breed?: string
  })[]
  tagIds: string[]
  /** Of somebody new: what is said in the company's own fields, in their order. */
  values?: { value?: string | null }[]
}

/** The form's first values: of somebody known, or of nobody yet. */
export function valuesOf(person: PersonDetail | undefined): PersonValues {
  if (!person) {
    const phone = { id: newId(), kind: 'mobile' as const, primary: true, verified: false }
    return { type: 'person', name: '', formerNames: [], phones: [phone], contacts: [], pets: [], tagIds: [] }
  }
  return {
    type: person.type,
    name: person.name,
    formerNames: person.formerNames,
    sex: person.sex,
    birthday: person.birthday,
    idType: person.idType,
    legalRepresentative: person.legalRepresentative ?? '',
    note: person.note,
    phones: person.phones.map(({ numberMasked, verifiedAt, ...phone }) => ({
      ...phone,
      verified: verifiedAt !== null,
      masked: numberMasked,
    })),
    contacts: person.contacts.map(({ phoneMasked, ...contact }) => ({ ...contact, masked: phoneMasked ?? undefined })),
    pets: person.pets,
    tagIds: person.tags.map(tag => tag.id),
  }
}

/** What the form says, as the contract takes it. A name that changes becomes a former one by itself. */
export function factsOf(values: PersonValues, person: PersonDetail | undefined): PersonFacts {
  const { formerNames } = values
  const renamed = person && person.name !== values.name && !formerNames.includes(person.name)
  return {
    type: values.type,
    name: values.name,
    formerNames: renamed ? [...formerNames, person.name].slice(-10) : formerNames,
    sex: values.sex ?? null,
    birthday: values.birthday ?? null,
    idType: values.clearsIdNumber ? null : (values.idType ?? null),
    idNumber: values.clearsIdNumber ? null : values.idNumber?.trim() || (person ? undefined : null),
    email: values.clearsEmail ? null : values.email?.trim() || (person ? undefined : null),
    postalAddress: values.clearsPostalAddress ? null : values.postalAddress?.trim() || (person ? undefined : null),
    legalRepresentative: values.legalRepresentative?.trim() || null,
    note: values.note ?? '',
    phones: values.phones.flatMap(({ masked, number, ...phone }) =>
      number?.trim() ? [{ ...phone, number: number.trim() }] : masked ? [phone] : [],
    ),
    contacts: values.contacts.map(({ masked, phone, relation, ...contact }) => ({
      ...contact,
      relation: relation ?? '',
      phone: phone?.trim() || (masked ? undefined : null),
    })),
    pets: values.pets.map(pet => ({
      ...pet,
      breed: pet.breed ?? '',
      licenceNumber: pet.licenceNumber?.trim() || null,
      vaccinatedOn: pet.vaccinatedOn ?? null,
    })),
    tagIds: values.tagIds,
  }
}
