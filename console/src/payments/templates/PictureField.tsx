import { platform } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { App, Button, ConfigProvider } from 'antd'
import { ImagePlus, LoaderCircle } from 'lucide-react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { useTemplateTexts } from './texts.ts'

export interface Picture {
  id: string
  url: string
}

interface PictureFieldProps {
  name: string
  id?: string
  value?: Picture | null
  onChange?: (picture: Picture | null) => void
}

/** A picture of the template: uploaded when chosen, taken when the template is saved. */
export function PictureField({ name, id, value, onChange }: PictureFieldProps) {
  const t = useTemplateTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const { componentDisabled } = ConfigProvider.useConfig()
  const upload = useMutation({
    mutationFn: (file: File) =>
      call(platform.uploadFile, {
        params: { fileId: newId() },
        query: { name: file.name.slice(0, 100), purpose: 'photo' },
        file,
      }),
    onSuccess: picture => onChange?.(picture),
    onError: error => message.error(`${t('uploadFailed')} · ${explain(error)}`, 6),
  })
  return (
    <div className="c-picture">
      {value ? <img src={value.url} alt={name} /> : null}
      <label className="c-picture__choose">
        {upload.isPending ? (
          <LoaderCircle size={16} className="c-turning" aria-hidden />
        ) : (
          <ImagePlus size={16} aria-hidden />
        )}
        {t('choose')}
        <input
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-label={`${t('choose')} · ${name}`}
          disabled={upload.isPending || componentDisabled}
          onChange={event => {
            const [file] = event.target.files ?? []
            if (file) upload.mutate(file)
            event.target.value = ''
          }}
        />
      </label>
      {value ? (
        <Button type="link" size="small" danger onClick={() => onChange?.(null)}>
          {t('remove')}
        </Button>
      ) : null}
    </div>
  )
}
