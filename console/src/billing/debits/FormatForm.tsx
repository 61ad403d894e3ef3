import { billing } from '@anju/contract'
import { comma } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { Minus, Plus } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import type { Conflicts } from '../../shell/form/useConflict.ts'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { type Format, formatsQuery } from './debits.ts'
import {
  columnsProblem,
  DELIMITERS,
  FIELDS,
  KINDS,
  LAYOUTS,
  PRESETS,
  type Preset,
  RESULT_FIELDS,
  type RequestLayout,
  type ResultLayout,
  SUMMARIES,
  SUMMARY_FIELDS,
} from './layouts.ts'
import { useDebitTexts } from './texts.ts'
import './debits.css'

type Layout = RequestLayout | ResultLayout

interface Values {
  name: string
  preset?: Preset
  request: RequestLayout
  result: ResultLayout
}

interface FormatFormProps {
  format?: Format
  open: boolean
  close: () => void
}

/** Describes the files of a bank: the columns of what is sent and of what comes back. */
export function FormatForm({ format, open, close }: FormatFormProps) {
  const t = useDebitTexts()
  const { message } = App.useApp()
  const id = useRef(newId())
  return (
    <FormDrawer<Values, Format>
      open={open}
      onClose={close}
      title={format ? t('format.editTitle', { name: format.name }) : t('format.create')}
      intro={t('format.intro')}
      initialValues={format ?? { preset: 'bars', ...LAYOUTS.bars }}
      conflicts={format ? conflictsOf(format, t) : undefined}
      refusedAt={{ 'billing.debit_format_taken': 'name' }}
      submit={({ name, request, result }, idempotencyKey, version) =>
        format
          ? call(billing.editDebitFormat, {
              params: { formatId: format.id },
              body: { version, name, request, result },
              idempotencyKey,
            })
          : call(billing.createDebitFormat, { body: { id: id.current, name, request, result }, idempotencyKey })
      }
      onDone={() => {
        id.current = newId()
        void queryClient.invalidateQueries({ queryKey: formatsQuery.queryKey })
        void message.success(t('format.done'))
        close()
      }}
    >
      <Form.Item
        name="name"
        label={t('format.name')}
        rules={[{ required: true, whitespace: true, message: t('format.nameMissing') }]}
      >
        <Input maxLength={100} autoComplete="off" placeholder={t('format.namePlaceholder')} />
      </Form.Item>
      {format ? null : <PresetField />}
      <LayoutFields of="request" />
      <LayoutFields of="result" />
    </FormDrawer>
  )
}

function conflictsOf(format: Format, t: ReturnType<typeof useDebitTexts>): Conflicts<Values> {
  return {
    version: format.version,
    present: async () => {
      const { items } = await call(billing.listDebitFormats)
      const { version, name, request, result } = items.find(one => one.id === format.id) ?? format
      return { version, values: { name, request, result } }
    },
    labels: { name: t('format.name'), request: t('file.request'), result: t('file.result') },
    show: (field, value) =>
      field === 'request' || field === 'result'
        ? (value as Layout).columns.map(column => t(`field.${column.field}`)).join(comma())
        : undefined,
  }
}

function PresetField() {
  const t = useDebitTexts()
  const form = Form.useFormInstance<Values>()
  return (
    <Form.Item name="preset" label={t('format.preset')} extra={t('format.presetHint')}>
      <Select<Preset>
        options={PRESETS.map(value => ({ value, label: t(`preset.${value}`) }))}
        onChange={preset => form.setFieldsValue(LAYOUTS[preset])}
      />
    </Form.Item>
  )
}

function LayoutFields({ of }: { of: 'request' | 'result' }) {
  const t = useDebitTexts()
  const form = Form.useFormInstance<Values>()
  const kind = Form.useWatch([of, 'kind'], form)
  const summary = Form.useWatch([of, 'summary'], form)
  const choices = <K extends string>(values: readonly K[], word: (value: K) => string) =>
    values.map(value => ({ value, label: word(value) }))
  return (
    <section>
      <h3>{t(`file.${of}`)}</h3>
      <Form.Item name={[of, 'kind']} label={t('format.kind')} required>
        <Select options={choices(KINDS, value => t(`kind.${value}`))} />
      </Form.Item>
      {kind === 'xlsx' ? null : (
        <Form.Item name={[of, 'encoding']} label={t('format.encoding')} required>
          <Select options={choices(['gbk', 'utf-8'] as const, value => value.toUpperCase())} />
        </Form.Item>
      )}
      {kind === 'delimited' ? (
        <Form.Item name={[of, 'delimiter']} label={t('format.delimiter')} required>
          <Select options={choices(DELIMITERS, value => t(`delimiter.${value}`))} />
        </Form.Item>
      ) : null}
      <Form.Item name={[of, 'amountUnit']} label={t('format.unit')} required>
        <Select options={choices(['yuan', 'fen'] as const, value => t(`unit.${value}`))} />
      </Form.Item>
      {of === 'result' ? (
        <Form.Item name={[of, 'headingLines']} label={t('format.headingLines')} required>
          <InputNumber min={0} max={9} precision={0} />
        </Form.Item>
      ) : kind === 'xlsx' ? null : (
        <Form.Item name={[of, 'heading']} label={t('format.heading')} valuePropName="checked">
          <Switch />
        </Form.Item>
      )}
      {kind === 'xlsx' && of === 'request' ? null : (
        <Form.Item name={[of, 'summary']} label={t('format.summary')} required>
          <Select options={choices(SUMMARIES, value => t(`summary.${value}`))} />
        </Form.Item>
      )}
      <Columns of={of} list="columns" isFixed={kind === 'fixed'} />
      {of === 'request' && kind !== 'xlsx' && summary !== 'none' ? (
        <Columns of="request" list="summaryColumns" isFixed={kind === 'fixed'} />
      ) : null}
      {of === 'result' ? (
        <Form.Item
          name={[of, 'successCodes']}
          label={t('format.successCodes')}
          extra={t('format.successCodesHint')}
          rules={[{ required: true, message: t('format.successCodesMissing') }]}
        >
          <Select mode="tags" tokenSeparators={[',', '，', ' ']} open={false} suffixIcon={null} />
        </Form.Item>
      ) : (
        <Sample />
      )}
    </section>
  )
}

interface ColumnsProps {
  of: 'request' | 'result'
  list: 'columns' | 'summaryColumns'
  isFixed: boolean
}

function Columns({ of, list, isFixed }: ColumnsProps) {
  const t = useDebitTexts()
  const fields = of === 'result' ? RESULT_FIELDS : list === 'columns' ? FIELDS : SUMMARY_FIELDS
  const name = t(list === 'columns' ? 'format.columns' : 'format.summaryColumns')
  return (
    <Form.Item label={name} required extra={isFixed ? t('format.widthHint') : undefined}>
      <Form.List
        name={[of, list]}
        rules={[
          {
            validator: async (_, columns: { field: string; width: number | null }[] = []) => {
              const problem = columnsProblem(list === 'columns' ? of : 'summary', isFixed, columns)
              if (problem) throw new Error(t(`format.problem.${problem}`))
            },
          },
        ]}
      >
        {(rows, { add, remove }, { errors }) => (
          // Where the form goes to when something is wrong with the list.
          <div id={`${of}_${list}`} tabIndex={-1}>
            {rows.map((row, index) => (
              <div key={row.key} className="db-column">
                <Form.Item name={[row.name, 'field']} noStyle>
                  <Select
                    aria-label={`${name} ${index + 1}`}
                    options={fields.map(value => ({ value, label: t(`field.${value}`) }))}
                  />
                </Form.Item>
                {of === 'request' ? <RequestColumn place={row.name} list={list} isFixed={isFixed} /> : null}
                {isFixed ? (
                  <Form.Item name={[row.name, 'width']} noStyle>
                    <InputNumber
                      min={1}
                      max={200}
                      precision={0}
                      placeholder={t('format.width')}
                      aria-label={`${t('format.width')} ${index + 1}`}
                    />
                  </Form.Item>
                ) : null}
                <Button
                  type="text"
                  size="small"
                  icon={<Minus size={14} aria-hidden />}
                  aria-label={t('format.removeColumn', { place: index + 1 })}
                  onClick={() => remove(row.name)}
                />
              </div>
            ))}
            <Button
              size="small"
              icon={<Plus size={14} aria-hidden />}
              onClick={() => add({ field: fields.at(-1), title: '', text: '', width: null, align: 'left', pad: ' ' })}
            >
              {t('format.addColumn')}
            </Button>
            <Form.ErrorList errors={errors} />
          </div>
        )}
      </Form.List>
    </Form.Item>
  )
}

interface RequestColumnProps {
  place: number
  list: 'columns' | 'summaryColumns'
  isFixed: boolean
}

/** What a column of the file that is sent has besides its field: its title, its own text, and how it is filled up. */
function RequestColumn({ place, list, isFixed }: RequestColumnProps) {
  const t = useDebitTexts()
  const form = Form.useFormInstance<Values>()
  const field = Form.useWatch(['request', list, place, 'field'], form)
  return (
    <>
      <Form.Item name={[place, field === 'text' ? 'text' : 'title']} noStyle>
        <Input
          maxLength={40}
          placeholder={t(field === 'text' ? 'format.text' : 'format.title')}
          aria-label={`${t(field === 'text' ? 'format.text' : 'format.title')} ${place + 1}`}
        />
      </Form.Item>
      {isFixed ? (
        <>
          <Form.Item name={[place, 'align']} noStyle>
            <Select
              aria-label={`${t('format.align')} ${place + 1}`}
              options={(['left', 'right'] as const).map(value => ({ value, label: t(`align.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name={[place, 'pad']} noStyle>
            <Select
              aria-label={`${t('format.pad')} ${place + 1}`}
              options={([' ', '0'] as const).map(value => ({ value, label: t(`pad.${value}`) }))}
            />
          </Form.Item>
        </>
      ) : null}
    </>
  )
}

/** How two rows look by what is typed now. */
function Sample() {
  const t = useDebitTexts()
  const form = Form.useFormInstance<Values>()
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => call(billing.previewDebitFormat, { body: { request: form.getFieldValue('request') } }),
  })
  return (
    <Form.Item>
      <Button size="small" onClick={() => mutate()} loading={isPending}>
        {t('format.sample')}
      </Button>
      <FailureAlert error={error} />
      {data ? <pre className="db-sample">{data.lines.join('\n')}</pre> : null}
    </Form.Item>
  )
}
