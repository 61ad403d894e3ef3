import pg from 'pg'
import { createHash } from 'node:crypto'
const orig = pg.Client.prototype.query
pg.Client.prototype.query = function (text, values, ...rest) {
  if (typeof text === 'string' && Array.isArray(values) && values.length > 0)
    return orig.call(this, { name: createHash('sha1').update(text).digest('hex').slice(0, 24), text, values }, ...rest)
  return orig.call(this, text, values, ...rest)
}
