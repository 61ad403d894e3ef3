import { describe, expect, it } from 'vitest'
import { parseAccounts } from './account.ts'

describe('parseAccounts', () => {
  it('lists the accounts that are not root', () => {
    const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/usr/sbin/nologin\n'
    expect(parseAccounts(passwd)).toEqual([{ name: 'nobody', uid: 65534, gid: 65534 }])
  })
})
