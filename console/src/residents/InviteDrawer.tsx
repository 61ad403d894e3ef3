import { registry, residents, type WireResponseOf } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { App, Form, Input, Radio, Select } from 'antd'
import { useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import { useCommunity } from '../community.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { NoneFound } from '../shell/form/NoneFound.tsx'
import { CopyId } from '../shell/show/CopyId.tsx'
import { renewResidents } from './applications.ts'
import { useResidentsTexts } from './texts.ts'

type Made = WireResponseOf<typeof residents.createInvitation>

interface Values {
  premises?: { value: string; label: string }
  kind: 'owner' | 'family' | 'tenant' | 'temporary'
  name?: string
  untilOn?: string
}

const KINDS = ['owner', 'family', 'tenant', 'temporary'] as const

/** Makes a code for a home and shows it once. */
export function InviteDrawer({ open, close }: { open: boolean; close: () => void }) {
  const t = useResidentsTexts()
  const { modal } = App.useApp()
  const id = useRef(newId())
  const done = ({ code, invitation }: Made) => {
    id.current = newId()
    renewResidents()
    close()
    modal.success({
      title: t('invite.done'),
      content: (
        <div className="rs-code">
          <p className="rs-quiet">{t('invite.once')}</p>
          <p>{invitation.label}</p>
          <CopyId id={`${code?.slice(0, 4)}-${code?.slice(4)}`} what={t('invite.code')} />
        </div>
      ),
      okText: t('invite.close'),
      width: 420,
    })
  }
  const submit = ({ premises, kind, name, untilOn }: Values, idempotencyKey: string) =>
    call(residents.createInvitation, {
      body: {
        id: id.current,
        premisesId: premises?.value ?? '',
        kind,
        name: name?.trim() || undefined,
        untilOn: untilOn || undefined,
      },
      idempotencyKey,
    })
  return (
    <FormDrawer<Values, Made>
      open={open}
      onClose={close}
      title={t('invite.title')}
      intro={t('invite.intro')}
      initialValues={{ kind: 'owner' }}
      submitText={t('invite.submit')}
      submit={submit}
      onDone={done}
    >
      <Form.Item
        name="premises"
        label={t('invite.room')}
        rules={[{ required: true, message: t('invite.roomMissing') }]}
      >
        <RoomSelect />
      </Form.Item>
      <Form.Item name="kind" label={t('invite.kind')}>
        <Radio.Group options={KINDS.map(value => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item name="name" label={t('invite.name')} extra={t('invite.nameHint')}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item name="untilOn" label={t('invite.until')} extra={t('approve.untilHint')}>
        <Input type="date" style={{ width: 180 }} />
      </Form.Item>
    </FormDrawer>
  )
}

interface RoomSelectProps {
  id?: string
  value?: { value: string; label: string }
  onChange?: (value: { value: string; label: string } | undefined) => void
}

/** Finds a home the way the global search does. */
function RoomSelect({ id, value, onChange }: RoomSelectProps) {
  const t = useResidentsTexts()
  const { id: communityId } = useCommunity()
  const [text, setText] = useState('')
  const { data = [] } = useQuery({
    queryKey: [registry.search.path, text.trim(), communityId],
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call(registry.search, { query: { text: text.trim(), communityId, limit: 12 }, signal })).hits,
  })
  const found = data.filter(hit => hit.premisesId !== null && hit.kind === 'premises')
  return (
    <Select
      id={id}
      value={value}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('invite.roomHint')}
      options={found.map(hit => ({ value: hit.premisesId ?? '', label: `${hit.title} · ${hit.subtitle}` }))}
      notFoundContent={
        <NoneFound selectId={id}>{t(text.trim() === '' ? 'invite.roomHint' : 'invite.roomNone')}</NoneFound>
      }
      onChange={chosen => onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : undefined)}
    />
  )
}
