import { formatFen } from '@anju/ui'
import { parseYuan } from '../../billing/cashier/yuan.ts'
import type { ChosenFile } from '../documents/FileField.tsx'
import type { Choice } from '../vehicles/FindSelect.tsx'
import type { LeaseDetail, LeaseRow } from './lease.ts'

/** What the forms say of money, papers and purpose; amounts in yuan, as people type them. */
export interface WordValues {
  number: string
  rentKind: LeaseRow['rentKind']
  rentFen?: string
  rentPeriod: LeaseRow['rentPeriod']
  unitPrice?: string
  areaM2?: string
  payEveryMonths: number
  paymentDay: number
  depositFen?: string
  purpose?: string
  notes?: string
  /** Empty: nobody looks after it. */
  staffId: string
  files: (ChosenFile | undefined)[]
}

/** What is let, by whom to whom, and when. */
export interface CoreValues {
  premises: Choice[]
  landlords: Choice[]
  tenants: Choice[]
  fromOn: string
  toOn: string
}

const yuanOf = (fen: number) => formatFen(fen).replace(/,/g, '')

/** A form for a new lease, which whoever fills it in looks after. */
export function freshWords(staffId: string): WordValues {
  return {
    ...{ number: '', rentKind: 'fixed', rentPeriod: 'month', payEveryMonths: 1, paymentDay: 1, depositFen: '0' },
    ...{ purpose: '', notes: '', staffId, files: [] },
  }
}

/** A lease as its form shows it. */
export function wordValuesOf(lease: LeaseDetail): WordValues {
  const { number, rentKind, rentPeriod, payEveryMonths, paymentDay, purpose, notes } = lease
  return {
    ...{ number, rentKind, rentPeriod, payEveryMonths, paymentDay, purpose, notes, staffId: lease.staffId ?? '' },
    rentFen: lease.rentFen === null ? undefined : yuanOf(lease.rentFen),
    unitPrice: lease.unitPrice ?? undefined,
    areaM2: lease.areaM2 ?? undefined,
    depositFen: yuanOf(lease.depositFen),
    files: lease.documents.map(({ id, name, mediaType }) => ({
      ...{ fileId: id, name, stored: true },
      filePurpose: mediaType.startsWith('image/') ? 'photo' : 'document',
    })),
  }
}

export function coreValuesOf(lease: LeaseDetail): CoreValues {
  const choices = (of: readonly { id: string; name: string }[]) =>
    of.map(({ id, name }) => ({ value: id, label: name }))
  return {
    premises: lease.premises.map(({ id, label }) => ({ value: id, label })),
    landlords: choices(lease.landlords),
    tenants: choices(lease.tenants),
    fromOn: lease.fromOn,
    toOn: lease.toOn,
  }
}

/** The body of a request: amounts in fen, exactly as typed. */
export function wordsOf(values: WordValues) {
  const fixed = values.rentKind === 'fixed'
  return {
    ...{ number: values.number, rentKind: values.rentKind, rentPeriod: values.rentPeriod },
    rentFen: fixed ? parseYuan(values.rentFen ?? '') : null,
    unitPrice: fixed ? null : (values.unitPrice ?? '').trim() || null,
    areaM2: (values.areaM2 ?? '').trim() || null,
    ...{ payEveryMonths: values.payEveryMonths, paymentDay: values.paymentDay },
    depositFen: parseYuan(values.depositFen ?? '0') ?? 0,
    ...{ purpose: values.purpose ?? '', notes: values.notes ?? '', staffId: values.staffId || null },
    documents: values.files.flatMap(file => (file ? [{ fileId: file.fileId, filePurpose: file.filePurpose }] : [])),
  }
}

export function coreOf({ premises, landlords, tenants, fromOn, toOn }: CoreValues) {
  const ids = (choices: readonly Choice[]) => choices.map(choice => choice.value)
  return { premisesIds: ids(premises), landlordIds: ids(landlords), tenantIds: ids(tenants), fromOn, toOn }
}
