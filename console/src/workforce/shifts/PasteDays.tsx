import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useRotaTexts } from '../rota/texts.ts'
import { parseHolidays } from './parse-holidays.ts'
import type { CalendarDay } from './public-holidays.ts'

interface PasteDaysProps {
  year: number
  close: () => void
  /** The days that were read, to replace or join what the list holds. */
  take: (days: CalendarDay[]) => void
}

/** Takes a holiday calendar that is pasted: from the notice, or cells from a spreadsheet. What is read shows before it is taken. */
export function PasteDays({ year, close, take }: PasteDaysProps) {
  const t = useRotaTexts()
  const [text, setText] = useState('')
  const { days, wrong } = parseHolidays(text, year, { worked: t('calendar.workday') })
  return (
    <Modal
      open
      title={t('paste.title', { year })}
      okText={t('paste.take', { count: days.length })}
      cancelText={t('paste.cancel')}
      okButtonProps={{ disabled: days.length === 0 || wrong.length > 0 }}
      onCancel={close}
      onOk={() => {
        take(days)
        close()
      }}
    >
      <p>{t('paste.text')}</p>
      <Input.TextArea
        rows={10}
        value={text}
        onChange={event => setText(event.target.value)}
        aria-label={t('paste.label')}
        placeholder={t('paste.example', { year })}
      />
      <div role="status" className="wf-paste">
        {days.length > 0 ? <p>{t('paste.read', { count: days.length })}</p> : null}
        {wrong.map(each => (
          <p key={each.line} className="wf-paste__wrong">
            {t('paste.wrong', { line: each.line, text: each.text.slice(0, 60) })}
          </p>
        ))}
      </div>
    </Modal>
  )
}
