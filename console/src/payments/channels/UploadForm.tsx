import { payments } from '@anju/contract'
import { App, Button, Form, Select } from 'antd'
import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { useCommunity } from '../../community.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { renewChannels, type StatementDetail } from './channels.ts'
import { type Read, ReadingField } from './ReadingField.tsx'
import { useChannelTexts } from './texts.ts'
import { useChannels } from './useChannelFilter.ts'

interface Values {
  channelId: string
  file: File
  read: Read
  day: string
}

/** Takes a channel's statement of a day in, read as a person has seen it. */
export function UploadForm({ open, close }: { open: boolean; close: () => void }) {
  const t = useChannelTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<Values, StatementDetail>
      open={open}
      onClose={close}
      title={t('upload')}
      intro={t('upload.intro')}
      submitText={t('upload')}
      submit={({ channelId, file, read, day }) =>
        call(payments.uploadChannelStatement, {
          params: { statementId: id.current },
          query: { ...read.reading.columns, channelId, day, name: file.name.slice(0, 100) },
          file,
        })
      }
      refusedAt={{
        'payments.statement_unreadable': 'file',
        'payments.statement_day_taken': 'day',
        'payments.channel_retired': 'channelId',
      }}
      onDone={() => {
        id.current = newId()
        renewChannels()
        void message.success(t('upload.done'))
        close()
      }}
    >
      <ChannelField />
      <Form.Item name="file" label={t('file')} rules={[{ required: true, message: t('fileMissing') }]}>
        <FileField />
      </Form.Item>
      <Form.Item
        name="read"
        label={t('reading')}
        required
        rules={[
          {
            validator: async (_, read?: Read) => {
              if (!read || read.reading.fault) throw new Error(t('reading.missing'))
            },
          },
        ]}
      >
        <ReadingField />
      </Form.Item>
      <Form.Item
        name="day"
        label={t('day')}
        extra={t('dayHint')}
        rules={[{ required: true, message: t('dayMissing') }]}
      >
        <DateField />
      </Form.Item>
    </FormDrawer>
  )
}

function ChannelField() {
  const t = useChannelTexts()
  const community = useCommunity()
  const { data, isPending } = useChannels(community.id)
  const items = (data?.items ?? []).filter(channel => !channel.retired)
  return (
    <Form.Item
      name="channelId"
      label={t('channel')}
      extra={data && items.length === 0 ? t('channels.noneText') : undefined}
      rules={[{ required: true, message: t('channelMissing') }]}
    >
      <Select
        loading={isPending}
        options={items.map(channel => ({
          value: channel.id,
          label: community.id === undefined ? `${channel.communityName} ${channel.name}` : channel.name,
        }))}
        showSearch
        optionFilterProp="label"
      />
    </Form.Item>
  )
}

interface FileFieldProps {
  id?: string
  value?: File
  onChange?: (file: File) => void
}

function FileField({ id, value, onChange }: FileFieldProps) {
  const t = useChannelTexts()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button id={id} icon={<FileUp size={14} aria-hidden />} onClick={() => input.current?.click()}>
        {value?.name ?? t('choose')}
      </Button>
      <input
        ref={input}
        type="file"
        className="c-unseen"
        tabIndex={-1}
        accept=".xlsx,.csv,.txt"
        aria-label={t('choose')}
        onChange={event => {
          const [file] = event.target.files ?? []
          // The same file, mended meanwhile, may be chosen again.
          event.target.value = ''
          if (file) onChange?.(file)
        }}
      />
    </>
  )
}
