import { payments } from '@anju/contract'
import { App, Form, Input, Switch } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { CommunityField } from '../../shell/form/CommunityField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Conflicts } from '../../shell/form/useConflict.ts'
import { type Channel, renewChannels } from './channels.ts'
import { useChannelTexts } from './texts.ts'

interface Values {
  communityId?: string
  name: string
  ratePercent: string
  retired?: boolean
}

interface ChannelFormProps {
  channel: Channel | undefined
  open: boolean
  close: () => void
}

const RATE = /^\d{1,2}(\.\d{1,6})?$/

/** A channel: what it is called at the desk, and what is agreed. */
export function ChannelForm({ channel, open, close }: ChannelFormProps) {
  const t = useChannelTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const id = useRef(newId())
  return (
    <FormDrawer<Values, Channel>
      open={open}
      onClose={close}
      title={channel ? t('channel.editTitle', { name: channel.name }) : t('channel.create')}
      intro={t('channel.intro')}
      initialValues={channel ?? { ratePercent: '0.60' }}
      conflicts={channel ? conflictsOf(channel, t) : undefined}
      refusedAt={{ 'payments.channel_taken': 'name' }}
      submit={({ communityId = '', name, ratePercent, retired = false }, idempotencyKey, version) =>
        channel
          ? call(payments.editChannel, {
              params: { channelId: channel.id },
              body: { version, name, ratePercent, retired },
              idempotencyKey,
            })
          : call(payments.createChannel, {
              body: { id: id.current, communityId: community.id ?? communityId, name, ratePercent },
              idempotencyKey,
            })
      }
      onDone={() => {
        id.current = newId()
        renewChannels()
        void message.success(t('channel.saved'))
        close()
      }}
    >
      {channel ? null : <CommunityField />}
      <Form.Item
        name="name"
        label={t('channel.name')}
        rules={[{ required: true, whitespace: true, message: t('channel.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('channel.placeholder')} />
      </Form.Item>
      <Form.Item
        name="ratePercent"
        label={t('rate')}
        extra={t('rateHint')}
        rules={[{ required: true, pattern: RATE, message: t('rateMissing') }]}
      >
        <Input suffix="%" inputMode="decimal" autoComplete="off" />
      </Form.Item>
      {channel ? (
        <Form.Item name="retired" label={t('channel.retire')} extra={t('channel.retireHint')} valuePropName="checked">
          <Switch />
        </Form.Item>
      ) : null}
    </FormDrawer>
  )
}

function conflictsOf(channel: Channel, t: ReturnType<typeof useChannelTexts>): Conflicts<Values> {
  return {
    version: channel.version,
    present: async () => {
      const { items } = await call(payments.listChannels, { query: { communityId: channel.communityId } })
      const { version, name, ratePercent, retired } = items.find(one => one.id === channel.id) ?? channel
      return { version, values: { name, ratePercent, retired } }
    },
    labels: { name: t('channel.name'), ratePercent: t('rate'), retired: t('channel.retire') },
  }
}
