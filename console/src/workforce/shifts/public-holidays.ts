/**
 * Public holidays as a beginning for the company's own calendar. 2026 follows the notice of the State Council of November 2025;
 * 2027 has the statutory days only, since its notice is not out: companies correct and complete both.
 */
const SPANS: Record<string, { name: string; from: string; to: string }[]> = {
  '2026': [
    { name: '元旦', from: '2026-01-01', to: '2026-01-03' },
    { name: '春节', from: '2026-02-15', to: '2026-02-23' },
    { name: '清明节', from: '2026-04-04', to: '2026-04-06' },
    { name: '劳动节', from: '2026-05-01', to: '2026-05-05' },
    { name: '端午节', from: '2026-06-19', to: '2026-06-21' },
    { name: '中秋节', from: '2026-09-25', to: '2026-09-27' },
    { name: '国庆节', from: '2026-10-01', to: '2026-10-07' },
  ],
  '2027': [
    { name: '元旦', from: '2027-01-01', to: '2027-01-01' },
    { name: '春节', from: '2027-02-05', to: '2027-02-08' },
    { name: '清明节', from: '2027-04-05', to: '2027-04-05' },
    { name: '劳动节', from: '2027-05-01', to: '2027-05-02' },
    { name: '端午节', from: '2027-06-09', to: '2027-06-09' },
    { name: '中秋节', from: '2027-09-15', to: '2027-09-15' },
    { name: '国庆节', from: '2027-10-01', to: '2027-10-03' },
  ],
}

const WORKED: Record<string, string[]> = {
  '2026': ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
}

export interface CalendarDay {
  day: string
  kind: 'holiday' | 'workday'
  name: string
}

/** The known days of a year, in order; none where nothing is known. */
export function publicHolidays(year: number, daysOf: (span: { from: string; to: string }) => string[]): CalendarDay[] {
  const holidays = (SPANS[year] ?? []).flatMap(span =>
    daysOf(span).map((day): CalendarDay => ({ day, kind: 'holiday', name: span.name })),
  )
  const worked = (WORKED[year] ?? []).map((day): CalendarDay => ({ day, kind: 'workday', name: '调休上班' }))
  return [...holidays, ...worked].toSorted((one, two) => one.day.localeCompare(two.day))
}
