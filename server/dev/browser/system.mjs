// The real system, started once for all tasks: Temporal, worker, pages and
// ledger in one process, with the sample's units, people and lawsuits.
import { execFileSync, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

export const password = 'drill-Pass-2026'
export const patience = 120_000 // how long anything may take, on a busy machine
const source = dirname(dirname(fileURLToPath(import.meta.url))) // server/dev

// launch starts Debian's Chromium, or another one.
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'],
  env: { ...process.env, LANGUAGE: 'zh_CN' }, // in boxes for dates, where the browser has its Chinese
})

// start waits until the program is ready, which it builds unless PROGRAM is one that is
// built. SITE is the address of one that runs already.
export async function start() {
  if (process.env.SITE) return { home: process.env.SITE, stop() {} }
  const dir = mkdtempSync(join(tmpdir(), 'yingsu-browser-'))
  const program = process.env.PROGRAM || join(dir, 'dev')
  if (!process.env.PROGRAM) execFileSync('go', ['build', '-o', program, '.'], { cwd: source, stdio: 'inherit', env: { ...process.env, CGO_ENABLED: '0' } })
  const args = ['-sample', '-data', join(dir, 'data'), '-http', '127.0.0.1:0', '-temporal', '127.0.0.1:0']
  const child = spawn(program, args, { env: { ...process.env, YINGSU_SAMPLE_PASSWORD: password, WATERMARK: process.env.WATERMARK || 'true' }, stdio: ['ignore', 'pipe', 'pipe'] })
  const log = []
  createInterface({ input: child.stderr }).on('line', line => log.push(line))
  const ended = new Promise(resolve => child.on('exit', resolve))
  return {
    home: await ready(child, log),
    log,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

// ready reads what the program prints until it is ready, and returns where its pages are.
async function ready(child, log) {
  let home
  for await (const line of createInterface({ input: child.stdout })) {
    const words = line.split(/\s+/)
    if (words[0] === 'pages') home = words[3]
    if (words[0] === 'ready') return home
  }
  throw new Error('the program ended before it was ready:\n' + log.join('\n'))
}

// Program is somebody at the interface for programs, by which the tests bring
// lawsuits to where a task begins.
export class Program {
  static async signIn(home, username) {
    const it = new Program()
    it.home = home
    it.token = (await it.call('POST', '/session', { username, password })).token
    return it
  }

  // call asks for something, and asks again while the answer is to try again.
  async call(method, path, body) {
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...(this.token && { Authorization: 'Bearer ' + this.token }) }
    for (const end = Date.now() + patience; ; await pause(500)) {
      const answer = await fetch(this.home + '/api/v1' + path, { method, headers, body: body && JSON.stringify(body) })
      const text = await answer.text()
      if (answer.ok) return JSON.parse(text)
      if (answer.status !== 503 || Date.now() > end) throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${answer.status} ${text}`)
    }
  }

  act(id, act, input) { return this.call('POST', `/lawsuits/${encodeURIComponent(id)}/acts/${act}`, input) }
  lawsuit(id) { return this.call('GET', `/lawsuits/${encodeURIComponent(id)}`) }
}
