import { registry } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useSettled } from '../../billing/useSettled.ts'
import { NoneFound } from '../../shell/form/NoneFound.tsx'
import { useMoveTexts } from './move-texts.ts'

interface PersonSelectProps {
  /** Offered first: who the dialog was opened for. */
  known?: { id: string; name: string }
  value?: string
  onChange?: (personId: string) => void
  id?: string
}

interface Option {
  value: string
  label: string
  detail: string
}

const PAUSE_MS = 150

/** Finds somebody by name, pinyin, phone or document, and chooses them. */
export function PersonSelect({ known, value, onChange, id }: PersonSelectProps) {
  const t = useMoveTexts()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Option | null>(known ? { value: known.id, label: known.name, detail: '' } : null)
  const text = useSettled(typed.trim(), PAUSE_MS)
  const query = useQuery({
    queryKey: [registry.listPeople.path, 'select', text],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(registry.listPeople, { query: { text, limit: 20 }, signal }),
  })
  const found = (text === '' ? [] : (query.data?.items ?? [])).map<Option>(person => ({
    value: person.id,
    label: person.name,
    detail: [person.phoneMasked, ...person.premises.slice(0, 1).map(premises => premises.label)]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <Select<string, Option>
      id={id}
      value={value}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={text === '' && chosen ? [chosen] : found}
      optionRender={({ data }) => (
        <span className="rg-person-option">
          {data.label} <small>{data.detail}</small>
        </span>
      )}
      onChange={(personId, option) => {
        setChosen(Array.isArray(option) ? null : (option ?? null))
        setTyped('')
        onChange?.(personId)
      }}
      placeholder={t('findPerson')}
      notFoundContent={
        query.isFetching ? null : <NoneFound selectId={id}>{t(text === '' ? 'typeToFind' : 'nothingFound')}</NoneFound>
      }
      loading={query.isFetching}
    />
  )
}
