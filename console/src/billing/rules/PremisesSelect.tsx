import { registry } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { NoneFound } from '../../shell/form/NoneFound.tsx'
import { useSettled } from '../useSettled.ts'
import { useRuleTexts } from './texts.ts'

interface PremisesSelectProps {
  communityId: string
  value?: string
  onChange?: (premisesId: string) => void
  id?: string
}

interface Option {
  value: string
  label: string
  detail: string
}

const PAUSE_MS = 120

/** Finds premises by room, name, pinyin or phone tail, and chooses one. */
export function PremisesSelect({ communityId, value, onChange, id }: PremisesSelectProps) {
  const t = useRuleTexts()
  const explain = useRefusalText()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<Option | null>(null)
  const text = useSettled(typed.trim(), PAUSE_MS)
  const query = useQuery({
    queryKey: ['search', text, communityId],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call(registry.search, { query: { text, communityId, limit: 20 }, signal }),
  })
  const hits = text === '' ? [] : (query.data?.hits ?? [])
  const found = hits.flatMap<Option>(hit =>
    hit.premisesId
      ? [
          hit.kind === 'premises'
            ? { value: hit.premisesId, label: hit.title, detail: hit.subtitle }
            : { value: hit.premisesId, label: `${hit.title} · ${hit.subtitle}`, detail: '' },
        ]
      : [],
  )
  // Somebody found by name and by room is the same household: one line for it.
  const unique = [...new Map(found.toReversed().map(option => [option.value, option])).values()].toReversed()
  const options = chosen && text === '' ? [chosen] : unique
  const nothing = query.error ? explain(query.error) : text === '' ? t('typeToFind') : t('nothingFound')
  return (
    <Select<string, Option>
      id={id}
      value={value}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={options}
      optionRender={({ data }) => (
        <span className="c-premises-option">
          {data.label}
          <small>{data.detail}</small>
        </span>
      )}
      onChange={(premisesId, option) => {
        setChosen(Array.isArray(option) ? null : (option ?? null))
        setTyped('')
        onChange?.(premisesId)
      }}
      placeholder={t('findPremises')}
      notFoundContent={query.isFetching ? null : <NoneFound>{nothing}</NoneFound>}
      loading={query.isFetching}
    />
  )
}
