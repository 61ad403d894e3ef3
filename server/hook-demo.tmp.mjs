import pg from 'pg'
const sums = new Map()
const orig = pg.Client.prototype.query
pg.Client.prototype.query = function (...a) {
  const text = typeof a[0] === 'string' ? a[0] : a[0]?.text ?? '?'
  const key = text.replace(/\$\d+/g,'$').replace(/\s+/g,' ').slice(0, 150)
  const t = performance.now()
  const r = orig.apply(this, a)
  const end = () => { const s = sums.get(key) ?? [0, 0]; s[0] += performance.now() - t; s[1]++; sums.set(key, s) }
  if (r?.then) r.then(end, end)
  return r
}
process.on('exit', () => { let tot=0,n=0; for (const [,[ms,c]] of sums){tot+=ms;n+=c}; console.log('total', tot|0, n); for (const [k, [ms, n]] of [...sums].sort((x, y) => y[1][0] - x[1][0]).slice(0, 40)) console.log(ms.toFixed(0).padStart(7), String(n).padStart(6), (ms/n).toFixed(2).padStart(7), k) })
