import type { registry, WireResponseOf } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { FIELD_SUBJECTS, type FieldSubject } from './field-subjects.ts'
import { fieldsQueryOf } from './people.ts'

export interface AskedField {
  field: WireResponseOf<typeof registry.listCustomFields>['items'][number]
  value: string | null
  version: number
}

const NOTHING_ASKED: AskedField[] = []

/** The company's own fields that are asked of something, with what is said already; of something new (no id) nothing is. */
export function useAskedFields(subject: FieldSubject, id: string | undefined): AskedField[] {
  const { data: fields } = useQuery({ ...fieldsQueryOf(subject), enabled: id === undefined })
  const { data: said } = useQuery({
    queryKey: [FIELD_SUBJECTS[subject].path, id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => FIELD_SUBJECTS[subject].read(id ?? '', signal),
  })
  const all = said?.items ?? fields?.items.map(field => ({ field, value: null, version: 0 })) ?? NOTHING_ASKED
  return all.filter(one => !one.field.archived)
}

/** What a form says in them, for the server. */
export function answersOf(asked: readonly AskedField[], values: readonly { value?: string | null }[] | undefined) {
  return asked.map(({ field, version }, index) => ({
    ...{ fieldId: field.id, version, value: values?.[index]?.value?.trim() || null },
  }))
}
