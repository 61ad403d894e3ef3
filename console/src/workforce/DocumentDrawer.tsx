import { workforce } from '@anju/contract'
import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../api.ts'
import type { Photos } from '../service-desk/PhotoField.tsx'
import { PhotosItem } from '../service-desk/PhotosItem.tsx'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { useWorkforceTexts } from './texts.ts'
import { type Employee, renewWorkforce } from './workforce.ts'

interface Values {
  title: string
  photos: Photos
}

/** Puts a photographed document into a file. */
export function DocumentDrawer({ employeeId, open, close }: { employeeId: string; open: boolean; close: () => void }) {
  const t = useWorkforceTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  const done = async () => {
    id.current = newId()
    await renewWorkforce()
    close()
    void message.success(t('document.saved'))
  }
  return (
    <FormDrawer<Values, Employee>
      open={open}
      onClose={close}
      title={t('newDocument')}
      submit={({ title, photos }, idempotencyKey) =>
        call(workforce.addDocument, {
          params: { employeeId },
          body: { id: id.current, title, fileId: photos.ids[0] ?? '' },
          idempotencyKey,
        })
      }
      onDone={() => void done()}
    >
      <Form.Item
        name="title"
        label={t('document.title')}
        rules={[{ required: true, whitespace: true, message: t('document.titleMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <PhotosItem label={t('document.file')} missing={t('document.fileMissing')} />
    </FormDrawer>
  )
}
