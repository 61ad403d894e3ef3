import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useEffect, useState } from 'react'
import { useRefusalText } from '../../refusal.ts'
import { NoneFound } from '../../shell/form/NoneFound.tsx'
import { useVehicleTexts } from './texts.ts'

/** Something chosen: its id and what is written in the field. */
export interface Choice {
  value: string
  label: string
}

export interface Found extends Choice {
  detail?: string
}

interface FindProps {
  /** From Form.Item. */
  id?: string
  /** Part of the query's key: what is looked for. */
  name: string
  find: (text: string, signal: AbortSignal) => Promise<Found[]>
  placeholder: string
}

interface OneProps extends FindProps {
  value?: Choice | null
  onChange?: (value: Choice | null) => void
}

interface ManyProps extends FindProps {
  value?: Choice[]
  onChange?: (value: Choice[]) => void
}

const PAUSE_MS = 150

function useFound({ name, find, placeholder, id }: FindProps) {
  const t = useVehicleTexts()
  const explain = useRefusalText()
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setText(typed.trim()), typed === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const query = useQuery({
    queryKey: ['find', name, text],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => find(text, signal),
  })
  const nothing = query.error ? explain(query.error) : typed.trim() === '' ? t('form.typeToFind') : t('form.nothing')
  return {
    done: () => setTyped(''),
    props: {
      ...{ id, placeholder, allowClear: true, labelInValue: true as const, loading: query.isFetching },
      showSearch: { filterOption: false as const, onSearch: setTyped, searchValue: typed },
      options: text === '' ? [] : (query.data ?? []),
      optionRender: ({ data }: { data: Found }) => (
        <span className="vh-option">
          {data.label}
          <small>{data.detail}</small>
        </span>
      ),
      notFoundContent: query.isFetching ? null : <NoneFound selectId={id}>{nothing}</NoneFound>,
    },
  }
}

/** Finds one thing by what people type, and keeps it with its name. */
export function FindOne({ value, onChange, ...find }: OneProps) {
  const { props, done } = useFound(find)
  return (
    <Select<Choice, Found>
      {...props}
      value={value ?? undefined}
      onChange={chosen => {
        done()
        onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : null)
      }}
    />
  )
}

/** Finds several. */
export function FindMany({ value = [], onChange, ...find }: ManyProps) {
  const { props, done } = useFound(find)
  return (
    <Select<Choice[], Found>
      {...props}
      mode="multiple"
      value={value}
      onChange={chosen => {
        done()
        onChange?.(chosen.map(one => ({ value: one.value, label: String(one.label) })))
      }}
    />
  )
}
