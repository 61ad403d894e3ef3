import { Form } from 'antd'
import { type ChosenFile, FileField } from '../../registry/documents/FileField.tsx'
import type { Photos } from '../../service-desk/PhotoField.tsx'
import { PhotosItem } from '../../service-desk/PhotosItem.tsx'
import { useFundTexts } from './texts.ts'
import '../../registry/documents/documents.css'

export interface Papers {
  paper?: ChosenFile
  photos?: Photos
}

/** The ids of what was attached. */
export function paperIds({ paper, photos }: Papers): string[] {
  return [...(paper ? [paper.fileId] : []), ...(photos?.ids ?? [])]
}

interface PaperFieldsProps {
  label?: string
  /** Said where there must be one. */
  missing?: string
}

/** The paper itself, and more pictures. */
export function PaperFields({ label, missing }: PaperFieldsProps) {
  const t = useFundTexts()
  const check = async (paper?: ChosenFile) => {
    if (paper && !paper.stored) throw new Error(t('form.paperWaiting'))
    if (missing !== undefined && !paper) throw new Error(missing)
  }
  return (
    <>
      <Form.Item
        name="paper"
        label={label ?? t('form.paper')}
        required={missing !== undefined}
        rules={[{ validator: (_rule, paper?: ChosenFile) => check(paper) }]}
      >
        <FileField />
      </Form.Item>
      <PhotosItem label={t('form.photos')} max={5} />
    </>
  )
}
