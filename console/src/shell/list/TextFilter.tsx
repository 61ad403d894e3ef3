import { useEffect, useRef, useState } from 'react'
import { SearchInput } from '../SearchInput.tsx'
import type { FilterOf } from './filter.ts'
import type { ListState } from './list-state.ts'

const PAUSE_MS = 300

interface TextFilterProps {
  filter: FilterOf<'text'>
  state: ListState
  width: number | string
}

/** A text to look for; the address follows when the typing pauses. */
export function TextFilter({ filter, state, width }: TextFilterProps) {
  const set = state.filters[filter.key] ?? ''
  const [typed, setTyped] = useState(set)
  const sent = useRef(set)
  // The address changed by other hands (back button, 清除筛选): the field follows.
  useEffect(() => {
    if (set !== sent.current) setTyped(set)
    sent.current = set
  }, [set])
  const send = useRef(state.setFilters)
  useEffect(() => {
    send.current = state.setFilters
  })
  useEffect(() => {
    const text = typed.trim()
    if (text === sent.current) return
    const timer = setTimeout(() => {
      sent.current = text
      send.current({ [filter.key]: text || undefined })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed, filter.key])
  return (
    <SearchInput
      value={typed}
      onChange={setTyped}
      label={filter.label}
      placeholder={filter.placeholder}
      width={width}
    />
  )
}
