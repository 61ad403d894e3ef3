import { useFundTexts } from './texts.ts'

/** `2026-Q3` as people say it. */
export function useQuarterWords(): (quarter: string) => string {
  const t = useFundTexts()
  return quarter => {
    const [year = '', number = ''] = quarter.split('-Q')
    return t('quarterWords', { year, number })
  }
}
