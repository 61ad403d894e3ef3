import { Form, Input } from 'antd'
import { READING } from './reading.ts'
import { useReadingTexts } from './reading-texts.ts'

interface BandFieldsProps {
  /** Where the parts stand in the form's values. */
  name: (string | number)[]
  /** Where the whole reading stands: once it is there, each part is asked for. */
  whole: (string | number)[]
  bands: readonly string[]
}

/** What the parts of the day show, of a meter that counts them apart (峰 · 平 · 谷); nothing of any other. */
export function BandFields({ name, whole, bands }: BandFieldsProps) {
  const t = useReadingTexts()
  return bands.map(band => (
    <Form.Item
      key={band}
      name={[...name, band]}
      label={band}
      dependencies={[whole]}
      rules={[
        { pattern: READING, message: t('grid.wrong') },
        ({ getFieldValue }) => ({
          validator: async (_, value: string | undefined) => {
            if (getFieldValue(whole) && !value) throw new Error(t('bandMissing', { band }))
          },
        }),
      ]}
    >
      <Input inputMode="decimal" autoComplete="off" />
    </Form.Item>
  ))
}

/** The parts as they are sent: those of the meter that were typed. */
export function typedBands(
  bands: readonly string[],
  typed: Readonly<Record<string, string | undefined>> | undefined,
): Record<string, string> {
  return Object.fromEntries(
    bands.flatMap(band => {
      const value = typed?.[band]?.trim()
      return value ? [[band, value]] : []
    }),
  )
}
