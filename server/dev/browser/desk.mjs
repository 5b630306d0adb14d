// A person of the sample at a browser. What the person clicks and fills in is
// counted, and every view is looked at: what the browser complains of always, and
// accessibility and sideways scrolling on a phone once for each make of page.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

import { password, patience } from './system.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screen = { width: 1366, height: 768 }
const phone = { width: 390, height: 844 }
const paper = { width: 794, height: 1123 } // A4

// serious are the findings of axe in a page that matter.
async function serious(page) {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
    return violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => `${v.id}: ${v.nodes.map(n => n.html).join(' | ')}`)
  })
}

// makeOf tells how a page is made: its elements, what they are marked with, and which of
// them say something; of neighbours that are made alike, as the rows of a table, the first.
// What axe finds in one page it finds in another one of the same make.
function makeOf(page) {
  return page.evaluate(() => {
    const marks = e => [...e.attributes].map(a => ['class', 'type', 'role', 'scope', 'lang'].includes(a.name) ? `${a.name}=${a.value}` : a.name + (a.value ? '' : '=')).join()
    const says = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) ? '·' : ''
    const make = e => `${e.localName}[${marks(e)}]${says(e)}(${[...e.children].map(make).filter((m, i, all) => m !== all[i - 1]).join()})`
    return make(document.documentElement)
  })
}

// examined are the makes of page that have been looked at closely.
const examined = new Set()

export class Desk {
  clicks = 0
  fields = 0
  views = 0
  known = new Set() // what the file says already
  complaints = []

  // signIn signs somebody in by the page, and returns the state by which any number of
  // desks are opened.
  static async signIn(browser, home, username, { scripts, pictures }) {
    const it = await Desk.open(browser, home, username, { scripts, pictures })
    await it.page.goto(home + '/sign-in')
    await it.look('登录')
    await it.page.getByLabel('用户名').fill(username)
    await it.page.getByLabel('密码', { exact: true }).fill(password)
    await it.press('登录', { within: it.page.getByRole('main') })
    const state = await it.page.context().storageState()
    await it.close()
    return state
  }

  // open gives somebody a browser of their own, with or without JavaScript. Pictures of
  // the views go to the directory, if there is one.
  static async open(browser, home, username, { scripts, pictures, state }) {
    const it = new Desk()
    const room = { viewport: screen, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' }
    const context = await browser.newContext({ ...room, javaScriptEnabled: scripts, acceptDownloads: true, storageState: state })
    context.setDefaultTimeout(patience)
    Object.assign(it, { browser, room, username, home, scripts, pictures, page: await context.newPage() })
    it.page.on('pageerror', e => it.complaints.push(`a script failed: ${e}`))
    it.page.on('console', m => m.type() === 'error' && it.complaints.push(`the browser says: ${m.text()}`))
    it.page.on('response', r => r.status() >= 400 && it.complaints.push(`${r.status()} ${r.url()}`))
    return it
  }

  close() { return this.page.context().close() }

  // begin is where each task begins: at the desk, with nothing counted yet.
  async begin(task, known) {
    Object.assign(this, { task, known, views: 0, seconds: 0 })
    await this.page.goto(this.home + '/')
    await this.look()
    Object.assign(this, { clicks: 0, fields: 0 })
  }

  // form is the form that is sent by a button.
  form(button) {
    return this.page.locator('form', { has: this.page.getByRole('button', { name: button, exact: true }) }).filter({ visible: true })
  }

  // press clicks on a button or a link that leads to another page.
  async press(name, { role = 'button', within = this.page } = {}) {
    const target = within.getByRole(role, { name, exact: true }).filter({ visible: true })
    await this.lead(target)
  }

  follow(name, within = this.page.getByRole('main')) { return this.press(name, { role: 'link', within }) }

  // turnTo follows the navigation on top of every page.
  turnTo(name) { return this.press(name, { role: 'link', within: this.page.getByRole('navigation', { name: '主要栏目' }) }) }

  // duty opens a lawsuit by its line on the desk.
  async duty(title, number) {
    await this.lead(this.page.locator('tr', { hasText: number }).getByRole('link', { name: title, exact: true }))
  }

  // find opens a lawsuit by the search on the desk.
  async find(words) {
    await this.fill(this.page.getByLabel('案号、当事人'), words, { looking: true })
    await this.press('查找案件')
    await this.lead(this.page.locator('#results').getByRole('row').filter({ hasText: words }).getByRole('rowheader').getByRole('link'))
  }

  // tile follows a number on the desk.
  async tile(words) { await this.lead(this.page.locator('.tiles').getByRole('link', { name: words })) }

  async lead(target) {
    this.clicks++
    await target.waitFor()
    await Promise.all([this.page.waitForEvent('load'), target.click()])
    await this.look()
  }

  // stay clicks on what changes this page.
  async stay(target) {
    this.clicks++
    await target.click()
  }

  // act opens the form of an act, where it is not open already, and returns it.
  async act(title) {
    const fold = this.page.getByRole('main').locator('summary', { has: this.page.getByText(title, { exact: true }) })
    if (await this.form(title).count()) return this.form(title)
    if (await fold.count()) await this.stay(fold)
    else await this.follow(title)
    return this.form(title)
  }

  // unfold opens what is folded away.
  unfold(title) { return this.stay(this.page.locator('summary', { hasText: title })) }

  // fill fills in a box or makes a choice. Nobody is to type what the file says already,
  // unless to look for it; a day is another thing's day, though it may be the same.
  async fill(box, value, { looking = false } = {}) {
    this.fields++
    const kind = await box.evaluate(e => e.type)
    if (kind === 'file') return box.setInputFiles(value)
    if (kind === 'select-one') return box.selectOption(value)
    if (kind === 'radio' || kind === 'checkbox') return box.check()
    if (!looking && kind !== 'date') assert(!this.known.has(value), `“${value}” has to be typed again`)
    await box.fill(value)
  }

  // says waits for words on the page.
  async says(...words) {
    for (const w of words) await this.page.getByRole('main').getByText(w).filter({ visible: true }).first().waitFor()
  }

  // fetched clicks on what brings a file, and returns its name and path.
  async fetched(target) {
    this.clicks++
    const [download] = await Promise.all([this.page.waitForEvent('download'), target.click()])
    return { name: download.suggestedFilename(), path: await download.path() }
  }

  // look examines what is shown.
  async look() {
    const where = `${this.username}, ${await this.page.title()} (${this.page.url()})`
    assert.deepEqual(this.complaints, [], where)
    this.views++
    const make = await makeOf(this.page)
    const known = examined.has(make)
    examined.add(make)
    if (!known) assert.deepEqual(await this.barriers(), [], `${where}: axe`)
    if (known && !this.scripts) return // as long as with JavaScript, where it was measured
    await this.page.setViewportSize(phone)
    await this.picture('390')
    const [wide, room] = await this.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
    assert(wide <= room, `${where} scrolls sideways on a phone: ${wide} > ${room}`)
    await this.page.setViewportSize(screen)
    await this.picture('1366')
  }

  // barriers are the serious findings of axe. It waits for timers, which stand still
  // without JavaScript: there it is given the same text in a page that has it.
  async barriers() {
    if (this.scripts) return serious(this.page)
    const context = await this.browser.newContext(this.room)
    const page = await context.newPage()
    const body = await this.page.content()
    await page.route(this.page.url(), route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }), { times: 1 })
    await page.goto(this.page.url())
    const found = await serious(page)
    await context.close()
    return found
  }

  async picture(size) {
    if (!this.pictures || !this.task) return
    await this.page.screenshot({ path: join(this.pictures, `${this.task}-${this.views}-${size}.png`), fullPage: true })
  }

  // print prints the page on A4, by its button or the browser's key.
  async print() {
    if (this.scripts) {
      await this.page.evaluate(() => { globalThis.print = () => { document.title += ' printed' } })
      await this.stay(this.page.getByRole('button', { name: '打印' }))
      assert.match(await this.page.title(), / printed$/)
    } else this.clicks++
    assert((await this.page.pdf({ format: 'A4', preferCSSPageSize: true })).length > 1000)
    await this.page.emulateMedia({ media: 'print' })
    await this.page.setViewportSize(paper)
    await this.picture('A4')
  }
}
