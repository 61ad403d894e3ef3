import { registry, residents } from '@anju/contract'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Alert, App, Button, Select } from 'antd'
import { FileJson, FileSpreadsheet } from 'lucide-react'
import { useState } from 'react'

import { call } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { PageHeader } from '../shell/PageHeader.tsx'
import { usePersonalDataTexts } from './personal-data-texts.ts'
import './residents.css'

interface Choice {
  value: string
  label: string
}

/** Hands over, on request, everything that is stored about a person. Each export is written to the audit log. */
export function PersonalDataPage() {
  const t = usePersonalDataTexts()
  const asked = useSearch({ strict: false }).person
  const [person, setPerson] = useState<Choice | undefined>(asked ? { value: asked, label: asked } : undefined)
  return (
    <div className="c-page">
      <PageHeader title={t('title')} facts={t('facts')} />
      <section className="c-card rs-export">
        <label htmlFor="personal-data-person">{t('person')}</label>
        <PersonSelect value={person} onChange={setPerson} />
        <Alert type="warning" showIcon title={t('warning')} />
        <Exports person={person} />
      </section>
    </div>
  )
}

function PersonSelect({
  value,
  onChange,
}: {
  value: Choice | undefined
  onChange: (value: Choice | undefined) => void
}) {
  const t = usePersonalDataTexts()
  const [text, setText] = useState('')
  const { data = [] } = useQuery({
    queryKey: [registry.listPeople.path, 'personal-data', text.trim()],
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call(registry.listPeople, { query: { text: text.trim(), limit: 12 }, signal })).items,
  })
  return (
    <Select
      id="personal-data-person"
      value={value}
      labelInValue
      allowClear
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={t('person.hint')}
      options={data.map(each => ({ value: each.id, label: [each.name, each.phoneMasked].filter(Boolean).join(' · ') }))}
      notFoundContent={text.trim() === '' ? t('person.hint') : t('person.none')}
      onChange={chosen => onChange(chosen ? { value: chosen.value, label: String(chosen.label) } : undefined)}
    />
  )
}

function Exports({ person }: { person: Choice | undefined }) {
  const t = usePersonalDataTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const [busy, setBusy] = useState<'xlsx' | 'json'>()
  const download = async (format: 'xlsx' | 'json') => {
    if (!person) return
    setBusy(format)
    try {
      const response = await call(residents.exportPersonalData, {
        params: { personId: person.value },
        query: { format },
      })
      save(await response.blob(), `${t('title')}.${format}`)
      void message.success(t('done'))
    } catch (error) {
      void message.error(explain(error))
    } finally {
      setBusy(undefined)
    }
  }
  const icons = { xlsx: <FileSpreadsheet size={14} aria-hidden />, json: <FileJson size={14} aria-hidden /> }
  return (
    <div className="rs-export__actions">
      {(['xlsx', 'json'] as const).map(format => (
        <Button
          key={format}
          type={format === 'xlsx' ? 'primary' : 'default'}
          icon={icons[format]}
          loading={busy === format}
          disabled={!person}
          title={person ? undefined : t('person.missing')}
          onClick={() => void download(format)}
        >
          {t(format)}
        </Button>
      ))}
    </div>
  )
}

/** Gives a file to the browser to keep. */
function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}
