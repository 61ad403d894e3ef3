import { workforce } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select, type SelectProps } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'

interface EmployeeSelectProps extends Omit<SelectProps<string>, 'options'> {
  /** Who is chosen now, for a value that is not on the first page. */
  chosen?: { id: string; name: string } | null
  without?: string
}

/** An employee, found by name, pinyin or number. */
export function EmployeeSelect({ chosen, without, ...select }: EmployeeSelectProps) {
  const [text, setText] = useState('')
  const { data, isFetching } = useQuery({
    queryKey: [workforce.listEmployees.path, 'select', text],
    staleTime: 30_000,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      call(workforce.listEmployees, { query: { limit: 50, ...(text.trim() ? { text: text.trim() } : {}) }, signal }),
  })
  const options = (data?.items ?? [])
    .filter(row => row.id !== without && row.state !== 'left')
    .map(row => ({ value: row.id, label: row.name, note: `${row.number} · ${row.postName}` }))
  if (chosen && !options.some(option => option.value === chosen.id))
    options.unshift({ value: chosen.id, label: chosen.name, note: '' })
  return (
    <Select
      {...select}
      allowClear
      loading={isFetching}
      options={options}
      optionRender={option => (
        <span className="wf-option">
          {option.label}
          <small>{option.data.note}</small>
        </span>
      )}
      showSearch={{ filterOption: false, onSearch: setText }}
    />
  )
}
