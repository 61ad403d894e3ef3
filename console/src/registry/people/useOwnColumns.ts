import { useQuery } from '@tanstack/react-query'
import type { Column } from '../../shell/list/index.ts'
import { useFieldTexts } from './field-texts.ts'
import type { fieldsQueryOf } from './people.ts'

const OWN_COLUMNS = 3

/** The first of the company's own fields as columns; the others are on the page of the record and in the file. */
export function useOwnColumns<Row extends { fields: readonly { fieldId: string; value: string }[] }>(
  query: ReturnType<typeof fieldsQueryOf>,
): Column<Row>[] {
  const f = useFieldTexts()
  const { data } = useQuery(query)
  const fields = data?.items.filter(field => !field.archived).slice(0, OWN_COLUMNS) ?? []
  return fields.map(({ id, label, type }) => ({
    key: id,
    title: label,
    width: 120,
    render: row => {
      const value = row.fields.find(one => one.fieldId === id)?.value
      if (value === undefined) return '–'
      return type === 'yes-no' ? f(value === 'yes' ? 'yes' : 'no') : value
    },
  }))
}
