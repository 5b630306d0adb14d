// The pictures of the handbook, of the sample's lawsuits: node pictures.mjs makes all of
// them anew, in server/web/help/pictures, and with names after it these alone. A page that
// looks otherwise, or a new one, is pictured by running it again; a test of server/web
// holds that each picture stands in a chapter, and each that a chapter shows is there.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { Desk } from './desk.mjs'
import { day, notice, number } from './lawsuits.mjs'
import { launch, Program, start } from './system.mjs'

const place = fileURLToPath(new URL('../../web/help/pictures', import.meta.url))
const size = { width: 920, height: 560 } // as server/web/help.go has it
const most = 60 << 10 // bytes

// What is pictured: by whom it is seen, where, and what is done before. The picture
// begins at the element that is named, or at the top of the page.
const views = {
  desk: { who: 'clerk', path: '/' },
  'unit-desk': { who: 'unit-clerk', path: '/' },
  lawsuit: { who: 'unit-clerk', number: 105 },
  journal: { who: 'clerk', number: 108, from: '办理日志' },
  register: { who: 'clerk', path: '/lawsuits/new', does: readNotice },
  act: { who: 'reviewer', number: 106, from: '待办事项' },
  ledger: { who: 'clerk', path: '/lawsuits' },
  hearings: { who: 'clerk', path: '/hearings?span=month' },
  calendar: { who: 'clerk', path: '/calendar' },
  inbox: { who: 'unit-clerk', path: '/inbox' },
  statistics: { who: 'director', path: '/statistics' },
  dashboard: { who: 'supervisor', path: '/dashboard' },
  documents: { who: 'unit-clerk', number: 105, then: '/documents' },
  measures: { who: 'unit-clerk', path: '/measures/clocks/review?from=' + day() },
  stock: { who: 'clerk', path: '/lawsuits/stock' },
  ways: { who: 'unit-clerk', path: '/account/ways' },
  admin: { who: 'admin', path: '/admin' },
  changes: { who: 'admin', path: '/changes', does: page => page.getByRole('main').locator('summary', { hasText: '登记本地停工' }).click(), from: '登记本地停工' },
  audit: { who: 'auditor', path: '/audit' },
  troubles: { who: 'admin', path: '/troubles' },
}

async function readNotice(page) {
  await page.getByLabel('文书的文字').fill(notice(921, '毕某岚'))
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: '读取', exact: true }).click()])
}

// picture takes what a window shows, as fine as fits.
async function picture(page, name) {
  const devtools = await page.context().newCDPSession(page)
  for (let quality = 80; quality > 20; quality -= 15) {
    const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality })
    const bytes = Buffer.from(data, 'base64')
    if (bytes.length > most) continue
    writeFileSync(join(place, `${name}.webp`), bytes)
    return console.log(`${name}.webp: ${bytes.length} bytes, quality ${quality}`)
  }
  throw new Error(`${name} does not fit into ${most} bytes`)
}

async function view(browser, home, program, states, name) {
  const { who, path, number: n, then = '', does, from } = views[name]
  states[who] ??= await Desk.signIn(browser, home, who, { scripts: true })
  const { page, ...desk } = await Desk.open(browser, home, who, { scripts: true, state: states[who] })
  await page.setViewportSize(size)
  const at = path ?? '/lawsuits/' + (await program.call('GET', '/lawsuits?q=' + encodeURIComponent(number(n)))).lawsuits[0].id
  await page.goto(home + at + then)
  await does?.(page)
  await page.evaluate(words => {
    const found = words && [...document.querySelectorAll('main h2, main h3, main summary')].find(h => h.textContent.includes(words))
    scrollTo(0, found ? scrollY + found.getBoundingClientRect().top - 12 : document.querySelector('header.top').offsetTop)
    document.activeElement.blur()
  }, from)
  await picture(page, name)
  if (desk.complaints.length) throw new Error(`${name}: ${desk.complaints}`)
  await page.context().close()
}

process.env.WATERMARK = 'false' // it would stand across what is explained
const system = await start()
const browser = await launch()
try {
  mkdirSync(place, { recursive: true })
  const program = await Program.signIn(system.home, 'clerk'), states = {}
  for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(views)) await view(browser, system.home, program, states, name)
} finally {
  await browser.close()
  await system.stop()
}
