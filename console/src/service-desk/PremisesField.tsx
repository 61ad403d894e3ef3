import { registry } from '@anju/contract'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { House, UserRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { NoneFound } from '../shell/form/NoneFound.tsx'
import { useServiceDeskTexts } from './texts.ts'

/** The chosen home: its id, and what is written in the field. */
export interface PremisesChoice {
  value: string
  label: string
}

interface PremisesFieldProps {
  /** From Form.Item. */
  id?: string
  value?: PremisesChoice
  onChange?: (value: PremisesChoice | undefined) => void
  /** Found by a person: the name. */
  onPerson: (name: string) => void
}

const PAUSE_MS = 200
const LIMIT = 12

/** One home with its community and who lives there. */
export const premisesQuery = (premisesId: string) =>
  queryOptions({
    queryKey: [registry.readPremises.path, premisesId],
    queryFn: ({ signal }) => call(registry.readPremises, { params: { premisesId }, signal }),
  })

/** Finds a home the way the global search does: by room in any spelling, name, pinyin initials or the end of a phone number. */
export function PremisesField({ id, value, onChange, onPerson }: PremisesFieldProps) {
  const t = useServiceDeskTexts()
  const { id: communityId } = useCommunity()
  const [typed, setTyped] = useState('')
  const text = usePaused(typed.trim())
  const { data, isFetching } = useQuery({
    queryKey: [registry.search.path, text, communityId],
    enabled: text !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call(registry.search, { query: { text, communityId, limit: LIMIT }, signal })).hits,
  })
  const hits = text === '' ? [] : (data ?? []).filter(hit => hit.premisesId !== null)
  const options = hits.map(hit => ({
    value: `${hit.kind} ${hit.id}`,
    label: hit.title,
    hit,
  }))
  const searching = typed.trim() !== text || isFetching
  return (
    <Select
      id={id}
      // The field shows what was chosen; a search begins with an empty one.
      value={value ? { value: value.value, label: value.label } : undefined}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }}
      placeholder={t('report.premisesHint')}
      options={options}
      optionRender={({ data: { hit } }) => (
        <span className="sd-hit">
          {hit.kind === 'premises' ? <House size={14} aria-hidden /> : <UserRound size={14} aria-hidden />}
          <span>
            {hit.title}
            <small>{hit.subtitle}</small>
          </span>
        </span>
      )}
      notFoundContent={
        <NoneFound>
          {typed.trim() === '' ? t('report.typeMore') : searching ? t('report.searching') : t('report.noHit')}
        </NoneFound>
      }
      onChange={(_chosen, option) => {
        setTyped('')
        const hit = Array.isArray(option) ? undefined : option?.hit
        if (!hit?.premisesId) {
          onChange?.(undefined)
          return
        }
        const byPerson = hit.kind === 'person'
        onChange?.({ value: hit.premisesId, label: byPerson ? (firstPlace(hit.subtitle) ?? hit.title) : hit.title })
        if (byPerson) onPerson(hit.title)
      }}
    />
  )
}

/** A person's places come as "小区 1栋1单元101室、小区 …"; the id that comes with them is of the first. */
function firstPlace(places: string): string | undefined {
  return places.split('、')[0] || undefined
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), text === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
