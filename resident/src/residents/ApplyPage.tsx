import { residents } from '@anju/contract'
import { Loaded, Page, PhotoPicker, RadioTiles, TextAreaField, TextField, useToast } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { call } from '../api.ts'
import { navigate, useSearch } from '../navigation.ts'
import { SubmitBar } from '../photos/SubmitBar.tsx'
import { type Sending, useSending } from '../photos/use-sending.ts'
import { useMe } from '../session.tsx'
import { useBack } from '../shell/back.ts'
import { CommunityField } from './CommunityField.tsx'
import { isNameless, renewHomes } from './household.ts'
import { RoomField } from './RoomField.tsx'
import { useResidentsTexts } from './texts.ts'

const KINDS = ['owner', 'family', 'tenant'] as const
const MOST_PHOTOS = 6

/** Apply to be recorded in a home: which one, as what, who, with proof. */
export function ApplyPage() {
  const t = useResidentsTexts()
  const back = useBack('/join')
  const { community } = useSearch('/join/apply')
  const me = useMe()
  const all = useQuery({
    queryKey: ['my', 'communities'],
    queryFn: async ({ signal }) => (await call(residents.listCommunities, { signal })).items,
  })
  const form = useId()
  const apply = useApply()
  return (
    <Page
      title={t('apply.title')}
      onBack={back}
      foot={<SubmitBar form={form} label={t('apply.submit')} sending={apply} />}
    >
      <Loaded query={all}>
        {communities => (
          <ApplyForm
            id={form}
            apply={apply}
            communities={communities}
            first={community}
            nameless={isNameless(me?.name ?? '')}
            ownName={me?.name ?? ''}
          />
        )}
      </Loaded>
    </Page>
  )
}

interface Typed {
  communityId: string
  room: string
  kind: (typeof KINDS)[number]
  name: string
  note: string
}

function useApply(): Sending<Typed> {
  const t = useResidentsTexts()
  const toast = useToast()
  return useSending({
    max: MOST_PHOTOS,
    post: (typed, attached) => call(residents.applyForHousehold, { body: { ...attached, ...typed } }),
    onSent: async () => {
      toast(t('apply.done'))
      await renewHomes()
      navigate({ to: '/join', replace: true })
    },
  })
}

interface ApplyFormProps {
  id: string
  apply: Sending<Typed>
  communities: readonly { id: string; name: string; address: string }[]
  first: string | undefined
  nameless: boolean
  ownName: string
}

function ApplyForm({ id, apply, communities, first, nameless, ownName }: ApplyFormProps) {
  const t = useResidentsTexts()
  const [communityId, setCommunityId] = useState(first ?? communities[0]?.id ?? '')
  const [room, setRoom] = useState<string | null>(null)
  const [kind, setKind] = useState<(typeof KINDS)[number]>('owner')
  const [name, setName] = useState(nameless ? '' : ownName)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)

  function submit(event: SubmitEvent): void {
    event.preventDefault()
    setTried(true)
    if (room && name.trim()) apply.send.mutate({ communityId, room, kind, name: name.trim(), note: note.trim() })
  }

  return (
    <form id={id} className="aj-stack aj-stack--wide" onSubmit={submit} noValidate>
      <CommunityField
        communities={communities}
        value={communityId}
        onChange={next => {
          setCommunityId(next)
          setRoom(null)
        }}
      />
      <RoomField
        key={communityId}
        communityId={communityId}
        value={room}
        onChange={setRoom}
        error={tried && !room && t('apply.roomMissing')}
      />
      <RadioTiles
        legend={t('apply.kind')}
        columns={1}
        value={kind}
        onChange={setKind}
        tiles={KINDS.map(value => ({ value, label: t(`kind.${value}`) }))}
      />
      <TextField
        label={t('name')}
        hint={t('name.hint')}
        value={name}
        onChange={setName}
        autoComplete="name"
        maxLength={50}
        error={tried && !name.trim() && t('name.missing')}
      />
      <TextAreaField
        label={t('apply.note')}
        optional
        placeholder={t('apply.noteHint')}
        rows={2}
        maxLength={500}
        value={note}
        onChange={setNote}
      />
      <PhotoPicker
        label={t('apply.photos')}
        hint={t('apply.photosHint', { max: MOST_PHOTOS })}
        optional
        camera
        drafts={apply.photos}
      />
    </form>
  )
}
