import { payments } from '@anju/contract'
import { App, Button, Form, Input } from 'antd'
import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { DateField } from '../../billing/DateField.tsx'
import { useCommunity } from '../../community.tsx'
import { CommunityField } from '../../shell/form/CommunityField.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { renewChannels, type StatementDetail } from './channels.ts'
import { useChannelTexts } from './texts.ts'

interface Values {
  communityId?: string
  channel: string
  day: string
  ratePercent: string
  file: File
}

const RATE = /^\d{1,2}(\.\d{1,6})?$/

/** Takes a channel's statement of a day in. */
export function UploadForm({ open, close }: { open: boolean; close: () => void }) {
  const t = useChannelTexts()
  const { message } = App.useApp()
  const community = useCommunity()
  const id = useRef(newId())
  return (
    <FormDrawer<Values, StatementDetail>
      open={open}
      onClose={close}
      title={t('upload')}
      intro={t('upload.intro')}
      submitText={t('upload')}
      initialValues={{ ratePercent: '0.60' }}
      submit={({ communityId = '', file, channel, day, ratePercent }) =>
        call(payments.uploadChannelStatement, {
          params: { statementId: id.current },
          query: {
            communityId: community.id ?? communityId,
            name: file.name.slice(0, 100),
            channel,
            day,
            ratePercent,
          },
          file,
        })
      }
      refusedAt={{ 'payments.statement_unreadable': 'file', 'payments.statement_day_taken': 'day' }}
      onDone={() => {
        id.current = newId()
        renewChannels()
        void message.success(t('upload.done'))
        close()
      }}
    >
      <CommunityField />
      <Form.Item
        name="channel"
        label={t('channel')}
        rules={[{ required: true, whitespace: true, message: t('channelMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('channelPlaceholder')} />
      </Form.Item>
      <Form.Item name="day" label={t('day')} rules={[{ required: true, message: t('dayMissing') }]}>
        <DateField />
      </Form.Item>
      <Form.Item
        name="ratePercent"
        label={t('rate')}
        extra={t('rateHint')}
        rules={[{ required: true, pattern: RATE, message: t('rateMissing') }]}
      >
        <Input suffix="%" inputMode="decimal" autoComplete="off" />
      </Form.Item>
      <Form.Item name="file" label={t('file')} rules={[{ required: true, message: t('fileMissing') }]}>
        <FileField />
      </Form.Item>
    </FormDrawer>
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
