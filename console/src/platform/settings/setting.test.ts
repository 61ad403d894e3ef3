import { expect, test } from 'vitest'
import { groupsOf, type Setting, speaksOf } from './setting.ts'

const setting = (key: string, zh: string, en: string): Setting => ({
  ...{ key, module: key.slice(0, key.indexOf('.')), level: 'company', control: { kind: 'boolean' } },
  ...{ label: { 'zh-CN': zh, en }, help: null, value: true, source: 'fallback', inherited: true, fallback: true },
  ...{ version: 0, changedByName: null, changedAt: null },
})

test('settings stand by module, in the order of the server', () => {
  const all = [setting('b.one', '一', 'one'), setting('a.one', '一', 'one'), setting('b.two', '二', 'two')]
  expect(groupsOf(all).map(([module, some]) => `${module} ${some.length}`)).toEqual(['b 2', 'a 1'])
})

test('a setting is found by its words in either language', () => {
  const quota = setting('platform.fileQuotaGb', '文件空间', 'File space')
  expect(['文件', ' file ', '', '密码'].map(text => speaksOf(quota, text))).toEqual([true, true, true, false])
})
