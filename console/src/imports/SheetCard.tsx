import { useLocale } from '@anju/ui'
import { InputNumber, Select } from 'antd'
import { useId } from 'react'
import type { Field, KindFields, SheetKind, SheetMapping } from './import-query.ts'
import { assignField, chooseKind, fieldsOf, missingFields, unusedColumns } from './mapping.ts'
import { useImportsTexts } from './texts.ts'

interface SheetCardProps {
  sheet: SheetMapping
  /** As in the last dry run. */
  known: SheetMapping
  /** Letters of the columns with content that no field takes. */
  ignored: readonly string[]
  fields: readonly KindFields[]
  locked: boolean
  /** What the dry run says of the sheet as a whole: not recognised, or of a kind that cannot be imported yet. */
  said: string | undefined
  change: (sheet: SheetMapping) => void
}

/** One sheet: what it holds, where its headings are, and which column is which field. */
export function SheetCard({ sheet, known, ignored, fields, locked, said, change }: SheetCardProps) {
  const t = useImportsTexts()
  const id = useId()
  const kinds = fields.map(({ kind }) => ({ value: kind as SheetKind | 'none', label: t(`kind.${kind}`) }))
  const chooseAs = (kind: SheetKind | 'none') => change(chooseKind(sheet, kind === 'none' ? null : kind, known, fields))
  return (
    <section className="c-card im-panel" aria-label={sheet.sheet}>
      <div className="im-sheet-head">
        <h2>{sheet.sheet}</h2>
        <div>
          <label htmlFor={`${id}-kind`}>{t('map.kind')}</label>
          <Select
            id={`${id}-kind`}
            value={sheet.kind ?? 'none'}
            onChange={chooseAs}
            disabled={locked}
            options={[...kinds, { value: 'none' as const, label: t('kind.none') }]}
            style={{ width: 160 }}
          />
        </div>
        <div title={t('map.headerRowHint')}>
          <label htmlFor={`${id}-row`}>{t('map.headerRow')}</label>
          <InputNumber
            id={`${id}-row`}
            min={1}
            max={1000}
            precision={0}
            value={sheet.headerRow}
            onChange={row => change({ ...sheet, headerRow: row ?? known.headerRow })}
            disabled={locked || sheet.kind === null}
            style={{ width: 80 }}
          />
        </div>
      </div>
      {sheet.kind === null ? (
        <p className="im-quiet">{said ?? t('map.leftOut')}</p>
      ) : (
        <Columns sheet={sheet} fields={fieldsOf(sheet.kind, fields)} locked={locked} change={change} />
      )}
      {sheet.kind === null ? null : <Notes sheet={sheet} ignored={ignored} fields={fields} />}
    </section>
  )
}

interface ColumnsProps {
  sheet: SheetMapping
  fields: readonly Field[]
  locked: boolean
  change: (sheet: SheetMapping) => void
}

function Columns({ sheet, fields, locked, change }: ColumnsProps) {
  const t = useImportsTexts()
  if (sheet.columns.length === 0) return <p className="im-quiet">{t('map.noColumns')}</p>
  return (
    <table className="im-table im-columns" aria-label={sheet.sheet}>
      <thead>
        <tr>
          <th scope="col">{t('map.column')}</th>
          <th scope="col">{t('map.heading')}</th>
          <th scope="col">{t('map.field')}</th>
        </tr>
      </thead>
      <tbody>
        {sheet.columns.map(({ column, heading, field }) => (
          <tr key={column} data-used={field !== null}>
            <td className="im-columns__letter">{column}</td>
            <td className="im-columns__heading">{heading || '–'}</td>
            <td>
              <FieldSelect
                label={t('map.fieldOf', { column, heading })}
                column={column}
                value={field}
                sheet={sheet}
                fields={fields}
                disabled={locked}
                onChange={next => change(assignField(sheet, column, next))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface FieldSelectProps {
  label: string
  column: string
  value: string | null
  sheet: SheetMapping
  fields: readonly Field[]
  disabled: boolean
  onChange: (field: string | null) => void
}

/** The fields of the kind, required ones marked; a field that another column has says which, and is moved here when chosen. */
function FieldSelect({ label, column, value, sheet, fields, disabled, onChange }: FieldSelectProps) {
  const t = useImportsTexts()
  const { locale } = useLocale()
  const holder = new Map(sheet.columns.map(one => [one.field, one.column]))
  const options = fields.map(({ field, required, label: words }) => {
    const other = holder.get(field)
    const taken = other !== undefined && other !== column ? t('map.takenBy', { column: other }) : null
    return { value: field, label: words[locale], note: taken ?? (required ? t('map.required') : null), required }
  })
  const required = options.find(option => option.value === value)?.required ?? false
  return (
    <span className="im-field">
      <Select
        aria-label={label}
        value={value ?? undefined}
        onChange={(next: string | undefined) => onChange(next ?? null)}
        options={options}
        optionRender={option => (
          <span className="im-option">
            {option.label}
            {option.data.note ? <small>{option.data.note}</small> : null}
          </span>
        )}
        placeholder={t('map.noField')}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        disabled={disabled}
        style={{ width: 240 }}
      />
      {required ? <small className="im-required">{t('map.required')}</small> : null}
    </span>
  )
}

/** What is still needed, and what of the file is not used. */
function Notes({ sheet, ignored, fields }: Pick<SheetCardProps, 'sheet' | 'ignored' | 'fields'>) {
  const t = useImportsTexts()
  const { locale } = useLocale()
  const comma = t('parts.join')
  const missing = missingFields(sheet, fields)
  const unused = unusedColumns(sheet, ignored)
  return (
    <div className="im-notes">
      {missing.length > 0 ? (
        <p className="im-notes__missing" role="alert">
          {t('map.missing', { fields: missing.map(({ label }) => label[locale]).join(comma) })}
        </p>
      ) : null}
      <p>
        {unused.length > 0
          ? t('map.unused', {
              columns: unused.map(({ column, heading }) => (heading ? `${column} ${heading}` : column)).join(comma),
            })
          : t('map.unusedNone')}
      </p>
    </div>
  )
}
