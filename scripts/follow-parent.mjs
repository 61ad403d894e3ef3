// Loaded into the server by start.mjs. The server has a session of its own, so that Ctrl-C reaches it once; in return
// it watches for the starter: when that is killed without a chance to say so (kill -9), the server stops as if told
// to, instead of staying behind with the port.
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  watch.unref()
}
