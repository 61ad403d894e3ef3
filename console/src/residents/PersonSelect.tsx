import { registry } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../api.ts'
import { NoneFound } from '../shell/form/NoneFound.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'

export interface Choice {
  value: string
  label: string
}

interface PersonSelectProps {
  id?: string
  value?: Choice
  onChange?: (value: Choice | undefined) => void
}

/** Finds a person of the registry by name or phone. */
export function PersonSelect({ id, value, onChange }: PersonSelectProps) {
  const t = usePersonalDataTexts()
  const [text, setText] = useState('')
  const { data = [] } = useQuery({
    queryKey: [registry.listPeople.path, 'personal-data', text.trim()],
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call(registry.listPeople, { query: { text: text.trim(), limit: 12 }, signal })).items,
  })
  return (
    <Select
      id={id}
      value={value}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('person.hint')}
      options={data.map(each => ({ value: each.id, label: [each.name, each.phoneMasked].filter(Boolean).join(' · ') }))}
      notFoundContent={<NoneFound selectId={id}>{t(text.trim() === '' ? 'person.hint' : 'person.none')}</NoneFound>}
      onChange={chosen => onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : undefined)}
    />
  )
}
