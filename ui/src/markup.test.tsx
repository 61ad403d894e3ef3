import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  Button,
  CodeField,
  ErrorState,
  ListRow,
  LocaleProvider,
  Money,
  PhoneField,
  ProgressTimeline,
  RadioTiles,
  StatusTag,
  TextField,
} from './index.ts'

const nothing = () => undefined

function html(element: ReactElement, locale: 'zh-CN' | 'en' = 'zh-CN'): string {
  return renderToStaticMarkup(<LocaleProvider locale={locale}>{element}</LocaleProvider>)
}

test('a disabled button keeps its focus and tells its reason', () => {
  const markup = html(<Button disabledReason="请先选择类别">提交</Button>)
  expect(markup).not.toContain(' disabled')
  expect(markup).toContain('aria-disabled="true"')
  const described = /aria-describedby="([^"]+)"/.exec(markup)?.[1]
  expect(markup).toContain(`id="${described}">请先选择类别`)
})

test('a loading button is busy and says so', () => {
  const markup = html(<Button loading>提交</Button>)
  expect(markup).toContain('aria-busy="true"')
  expect(markup).toContain('请稍候…')
})

test('a field is read with its label, hint and error', () => {
  const markup = html(<TextField label="姓名" hint="与身份证一致" error="请填写姓名" value="" onChange={nothing} />)
  const id = /<input[^>]* id="([^"]+)"/.exec(markup)?.[1]
  expect(markup).toContain(`for="${id}"`)
  expect(markup).toContain(`aria-describedby="${id}-hint ${id}-error"`)
  expect(markup).toContain('aria-invalid="true"')
})

test('a phone number is shown in groups and a code asks for autofill', () => {
  expect(html(<PhoneField label="手机号" value="13800138000" onChange={nothing} />)).toContain('value="138 0013 8000"')
  const code = html(<CodeField label="验证码" value="12" onChange={nothing} />, 'en')
  expect(code).toContain('autoComplete="one-time-code"')
  expect(code).toContain('2 of 6 digits entered')
})

test('choices are native radio buttons in a named group', () => {
  const tiles = [
    { value: 'water', label: '水' },
    { value: 'power', label: '电' },
  ]
  const markup = html(<RadioTiles legend="类别" value="power" onChange={nothing} tiles={tiles} />)
  expect(markup).toMatch(/<fieldset[^>]*><legend[^>]*>类别/)
  expect(markup.match(/type="radio"/g)).toHaveLength(2)
  expect(markup).toMatch(/checked="" value="power"|value="power"[^>]*checked=""|checked=""[^>]*value="power"/)
})

test('a row is a list item whatever is in it', () => {
  expect(html(<ListRow title="姓名" value="王建国" />)).toMatch(/^<li><div/)
  expect(html(<ListRow title="退出" onClick={nothing} />)).toMatch(/^<li><button/)
  expect(html(<ListRow title="账单" render={row => <a href="/bills" {...row} />} />)).toMatch(/^<li><a href="\/bills"/)
})

test('states carry words, money its sign before the currency', () => {
  expect(html(<StatusTag tone="success">已缴</StatusTag>)).toMatch(/<svg.*已缴/)
  expect(html(<Money fen={-1250} />).replaceAll(/<[^>]+>/g, '')).toBe('-¥12.50')
})

test('an error names the request and offers another try', () => {
  const markup = html(<ErrorState title="账单没有加载出来" requestId="req-1" onRetry={nothing} />)
  expect(markup).toContain('role="alert"')
  expect(markup).toContain('请求编号 req-1')
  expect(markup).toContain('重试')
})

test('a timeline says state, time and who', () => {
  const markup = html(
    <ProgressTimeline
      label="进度"
      steps={[
        { id: '1', title: '已受理', state: 'done', at: '2026-11-23T06:05:00Z', who: '李梅' },
        { id: '2', title: '上门处理', state: 'current' },
      ]}
    />,
  )
  expect(markup).toContain('aria-current="step"')
  expect(markup).toContain('2026-11-23 14:05')
  expect(markup).toContain('(已完成)')
})
