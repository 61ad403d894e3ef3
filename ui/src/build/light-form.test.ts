import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lightenFormContext } from './light-form.ts'

test('the context of antd’s forms takes its provider alone, and says so when it is written otherwise', () => {
  const here = new URL('../../../node_modules/antd/es/form/context.js', import.meta.url)
  const light = lightenFormContext(readFileSync(here, 'utf8'))
  expect(light).toContain("from '@rc-component/form/es/FormContext'")
  expect(light).not.toContain("from '@rc-component/form'")
  expect(() => lightenFormContext("import { Form } from 'elsewhere'")).toThrow('otherwise')
})
