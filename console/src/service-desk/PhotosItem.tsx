import { Form } from 'antd'
import { noPhotos, PhotoField, type Photos } from './PhotoField.tsx'
import { useServiceDeskTexts } from './texts.ts'

interface PhotosItemProps {
  label: string
  hint?: string
  /** So many at most; nine unless said otherwise. */
  max?: number
  /** What to say where there must be one. */
  missing?: string
}

/** The photos of a form, as `photos`: it is not sent while one is on its way or has not arrived, so that none is lost unseen. */
export function PhotosItem({ label, hint, max, missing }: PhotosItemProps) {
  const t = useServiceDeskTexts()
  const check = async (photos: Photos = noPhotos) => {
    if (photos.failed > 0) throw new Error(t('report.photoFailed'))
    if (photos.waiting > 0) throw new Error(t('report.photoWaiting'))
    if (missing && photos.ids.length === 0) throw new Error(missing)
  }
  return (
    <Form.Item
      name="photos"
      label={label}
      extra={hint}
      required={missing !== undefined}
      rules={[{ validator: (_rule, photos?: Photos) => check(photos) }]}
    >
      {max === undefined ? <PhotoField /> : <PhotoField max={max} />}
    </Form.Item>
  )
}
