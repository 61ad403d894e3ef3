import { residents } from '@anju/contract'
import { Button, Notice, RadioTiles, TextField, useRefusalText } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { call } from '../api.ts'
import { useResidentsTexts } from './texts.ts'

interface RoomFieldProps {
  communityId: string
  value: string | null
  onChange: (label: string | null) => void
  error: string | false
}

/** Finds a room by its exact number; of several of the same number one is chosen. */
export function RoomField({ communityId, value, onChange, error }: RoomFieldProps) {
  const t = useResidentsTexts()
  const explain = useRefusalText()
  const [text, setText] = useState('')
  const find = useMutation({
    mutationFn: () => call(residents.findRooms, { query: { communityId, text: text.trim() } }),
    onSuccess: ({ items }) => onChange(items.length === 1 ? (items[0]?.label ?? null) : null),
  })
  const search = () => {
    if (text.trim()) find.mutate()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    search()
  }
  const none = find.data?.items.length === 0
  return (
    <div className="aj-stack aj-stack--tight">
      <TextField
        label={t('apply.room')}
        hint={t('apply.roomHint')}
        value={text}
        onChange={next => {
          setText(next)
          find.reset()
          onChange(null)
        }}
        onKeyDown={onKeyDown}
        maxLength={50}
        after={
          <Button size="small" look="secondary" loading={find.isPending} onClick={search}>
            {t('apply.find')}
          </Button>
        }
        error={(none && t('apply.roomNone')) || (find.error && explain(find.error)) || error}
      />
      {find.data && find.data.items.length > 1 ? (
        <RadioTiles
          legend={t('apply.rooms')}
          columns={1}
          value={value}
          onChange={onChange}
          tiles={find.data.items.map(({ label }) => ({ value: label, label }))}
        />
      ) : null}
      {find.data?.items.length === 1 && value ? (
        <Notice tone="success" announce>
          {value}
        </Notice>
      ) : null}
    </div>
  )
}
