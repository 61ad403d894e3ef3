import { Checkbox, Form, Input, Select } from 'antd'
import { KINDS } from '../registry.ts'
import { useRegistryTexts } from '../texts.ts'
import { useMoveTexts } from './move-texts.ts'
import { RELATIONS } from './people.ts'

/** What a share may look like: more than 0, at most 1, up to 8 decimals. */
const SHARE = /^(0\.\d{1,8}|1(\.0{1,8})?)$/

/** An owner's part of the whole. */
export function ShareField({ name, hint }: { name: (string | number)[] | string; hint?: string }) {
  const t = useMoveTexts()
  return (
    <Form.Item
      name={name}
      label={t('share')}
      extra={hint}
      rules={[
        {
          validator: (_, text?: string | null) =>
            !text || (SHARE.test(text) && Number(text) > 0)
              ? Promise.resolve()
              : Promise.reject(new Error(t('shareWrong'))),
        },
      ]}
    >
      <Input inputMode="decimal" maxLength={10} autoComplete="off" placeholder="0.5" />
    </Form.Item>
  )
}

type Path = (name: string) => (string | number)[] | string

/** Kind of an occupant with what belongs to it: share and residence of owners, relation of family. */
export function KindFields({ at, watch = at }: { at: Path; watch?: Path }) {
  const t = useMoveTexts()
  const w = useRegistryTexts()
  const form = Form.useFormInstance()
  return (
    <>
      <Form.Item name={at('kind')} required label={t('kind')}>
        <Select options={KINDS.map(value => ({ value, label: w(`kind.${value}`) }))} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {() => {
          const kind = form.getFieldValue(watch('kind')) as string | undefined
          if (kind === 'family')
            return (
              <Form.Item name={at('relation')} label={t('relation')}>
                <Select allowClear options={RELATIONS.map(value => ({ value, label: t(`relation.${value}`) }))} />
              </Form.Item>
            )
          if (kind !== 'owner') return null
          return (
            <>
              <ShareField name={at('share')} hint={t('shareHint')} />
              <Form.Item name={at('resides')} valuePropName="checked">
                <Checkbox>{t('resides')}</Checkbox>
              </Form.Item>
            </>
          )
        }}
      </Form.Item>
    </>
  )
}
