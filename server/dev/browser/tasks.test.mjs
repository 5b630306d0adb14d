// The main tasks of each role, done in a browser by the pages alone, with JavaScript
// and without. Each begins at the 工作台 of whoever does it. What a task costs
// stands in CLICKS.md; see desk.mjs for what is looked at besides. Lawsuits are told
// beside each other, in one program and one browser; PICTURES=DIR keeps pictures of
// the views with JavaScript.
import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'

import { Desk } from './desk.mjs'
import { chinese, day, judgment, Lawsuits, notice, number } from './lawsuits.mjs'
import { pdf } from './paper.mjs'
import { launch, Program, start } from './system.mjs'
import { keep, most } from './table.mjs'

const people = ['clerk', 'reviewer', 'director', 'unit-clerk', 'unit-official', 'supervisor', 'admin', 'auditor']
const pictures = process.env.PICTURES
const minute = 60_000
const first = process.env.SITE ? Math.floor(Date.now() / 1000) % 1_000_000 : 900 // number of these lawsuits

let system, browser, lawsuits
const states = {} // of who is signed in, by user name
const counted = { true: [], false: [] } // with and without JavaScript

before(async () => {
  if (pictures) mkdirSync(pictures, { recursive: true })
  system = await start()
  browser = await launch()
  const programs = {}
  for (const who of ['clerk', 'reviewer', 'unit-clerk']) programs[who] = await Program.signIn(system.home, who)
  lawsuits = new Lawsuits(programs)
  await Promise.all(people.map(async (who, n) => { // one half with JavaScript, the other one without
    states[who] = await Desk.signIn(browser, system.home, who, { scripts: n % 2 === 0 })
  }))
})

after(async () => {
  await browser?.close()
  await system?.stop()
})

// confirms does what one's duty in a lawsuit asks for by an act whose form is filled already.
const confirms = (act, duty, number) => async desk => {
  await desk.duty(duty, number)
  await desk.act(act)
  await desk.press(act)
  await desk.says(`已办理：${act}`)
}

// All stories at once: most of what they do is to wait for the program, or it for them.
describe('the main tasks', { concurrency: 8 }, () => {
  for (const scripts of [true, false]) {
    const n = first + (scripts ? 0 : 10)
    const served = number(n), plaintiff = scripts ? '毕某岚' : '丛某舟'
    const late = scripts ? { heard: '宫某川', lost: '隋某禾' } : { heard: '鞠某森', lost: '谭某溪' }
    const stop = day(scripts ? 250 : 251) // a local closure
    const quarter = `${day().slice(0, 4) - 1}年第${scripts ? '一' : '二'}季度`
    const heard = number(n + 1), lost = number(n + 2)
    let tasks = 0

    // story tells of a lawsuit, or of something else, step by step. It ends where a step fails.
    const story = (title, about, tell) => describe(`${title} (${scripts ? 'with' : 'without'} JavaScript)`, { concurrency: 1 }, () => {
      let broken = false
      const step = (title, work) => test(title, async t => {
        if (broken) return t.skip('a step before it failed')
        broken = about !== undefined
        await work()
        broken = false
      })

      // task does a task of somebody, in the story's lawsuit if it has one.
      const task = (title, who, work) => {
        const place = tasks++
        step(`${title} (${who})`, async () => {
          const desk = await Desk.open(browser, system.home, who, { scripts, pictures: scripts && pictures, state: states[who] })
          const id = about && await lawsuits.id(about)
          await desk.begin(`${String(place + 1).padStart(2, '0')}-${who}`, id ? await lawsuits.words(id) : new Set())
          const from = performance.now()
          await work(desk)
          const t = { task: title, role: who, clicks: desk.clicks, fields: desk.fields, milliseconds: performance.now() - from }
          counted[scripts][place] = t
          assert(t.clicks <= most, `${title} takes ${t.clicks} clicks`)
          await desk.close()
        })
      }
      tell(task, step)
    })

    story('a lawsuit from the notice to the court', served, (task, step) => {
      task('收案登记 from a pasted notice', 'clerk', async desk => {
        const form = desk.form('登记应诉通知')
        await desk.turnTo('收案登记')
        await desk.fill(desk.page.getByLabel('文书的文字'), notice(n, plaintiff))
        await desk.press('读取')
        await desk.fill(form.getByLabel('送达日期').first(), day())
        await desk.press('登记应诉通知')
        await desk.says(served, '已办理：登记应诉通知')
      })

      step('registered within a minute', () => assert(counted[scripts][0].milliseconds < minute))

      task('确定承办单位', 'clerk', async desk => {
        await desk.duty('将应诉材料副本转交承办单位', served)
        const form = await desk.act('确定承办单位')
        await desk.fill(form.getByLabel('承办单位', { exact: true }), '区城市管理局')
        await desk.press('确定承办单位')
        await desk.says('已办理：确定承办单位')
      })

      task('转交应诉材料', 'clerk', async desk => {
        await desk.duty('将应诉材料副本转交承办单位', served)
        await desk.act('转交应诉材料')
        await desk.press('转交应诉材料')
        await desk.says('已办理：转交应诉材料')
      })

      task('签收材料', 'unit-clerk', async desk => {
        await desk.duty('签收转交的应诉材料', served)
        await desk.act('签收材料')
        await desk.press('签收材料')
        await desk.says('已办理：签收材料')
      })

      task('登记材料 with its PDF', 'unit-clerk', async desk => {
        await desk.duty('将应诉材料报送区司法局审查', served)
        const form = await desk.act('登记材料')
        await desk.fill(form.getByLabel('材料种类'), '1')
        await desk.fill(form.getByLabel('名称', { exact: true }), '行政答辩状')
        await desk.press('登记材料')
        await desk.follow('上传原件')
        await desk.fill(desk.page.getByLabel('文件', { exact: true }), { name: '答辩状.pdf', mimeType: 'application/pdf', buffer: pdf('Statement of defence') })
        await desk.press('上传')
        await desk.says('已上传：答辩状.pdf', '行政答辩状，第1版')
      })

      step('meanwhile, others do their part', () => lawsuits.materials(served))

      task('报送审查', 'unit-clerk', confirms('报送审查', '将应诉材料报送区司法局审查', served))

      task('退回修改', 'reviewer', async desk => {
        await desk.duty('审查应诉材料并提出意见', served)
        const form = await desk.act('退回修改')
        await desk.fill(form.getByLabel('退回意见'), '证据目录缺少证明对象，请补充')
        await desk.press('退回修改')
        await desk.says('已办理：退回修改')
      })

      step('meanwhile, others do their part', () => lawsuits.does('unit-clerk', served, 'submit_for_review', { on: day() }))

      task('查看材料原件', 'reviewer', async desk => {
        await desk.duty('审查应诉材料并提出意见', served)
        await desk.follow('答辩状.pdf')
        await desk.says('第1版', 'SHA-256')
      })

      task('审查通过', 'reviewer', confirms('审查通过', '审查应诉材料并提出意见', served))

      task('提交人民法院', 'unit-clerk', async desk => {
        await desk.duty('向人民法院提交答辩状、证据和依据', served)
        const form = await desk.act('提交人民法院')
        await desk.fill(form.getByLabel('提交方式'), '邮寄')
        await desk.press('提交人民法院')
        await desk.says('已办理：提交人民法院')
      })

      task('登记传票', 'unit-clerk', async desk => {
        await desk.find(served)
        const form = await desk.act('登记传票')
        await desk.fill(form.getByLabel('开庭日期'), day(20))
        await desk.press('登记传票')
        await desk.says('已办理：登记传票')
      })

      task('报备出庭负责人', 'unit-clerk', async desk => {
        await desk.duty('将传票和出庭负责人名单报区司法局备案', served)
        const form = await desk.act('报备出庭负责人')
        await desk.fill(form.getByLabel('姓名', { exact: true }), '于某海')
        await desk.fill(form.getByLabel('职务', { exact: true }), '副区长')
        await desk.fill(form.getByLabel('副职负责人', { exact: true }))
        await desk.press('报备出庭负责人')
        await desk.says('已办理：报备出庭负责人')
      })

      task('指定承办人', 'unit-official', async desk => {
        await desk.find(served)
        await desk.follow('承办人、督办和留言')
        await desk.fill(desk.form('指定').getByLabel('承办人'), 'unit-clerk')
        await desk.press('指定')
        await desk.says('孙承办')
      })

      task('发出督办', 'supervisor', async desk => {
        await desk.find(served)
        await desk.follow('承办人、督办和留言')
        await desk.unfold('发出督办')
        const form = desk.form('发出督办')
        await desk.fill(form.getByLabel('督办事项'), '请说明出庭准备情况')
        await desk.fill(form.getByLabel('最迟答复日期'), day(5))
        await desk.press('发出督办')
        await desk.says('请说明出庭准备情况')
      })

      task('签收督办', 'unit-clerk', async desk => {
        await desk.tile('督办待答复')
        await desk.duty('请说明出庭准备情况', served)
        await desk.press('签收')
        await desk.says('孙承办于')
      })

      task('答复督办', 'unit-clerk', async desk => {
        await desk.tile('督办待答复')
        await desk.duty('请说明出庭准备情况', served)
        await desk.fill(desk.form('答复').getByLabel('答复'), '答辩提纲已经拟定，负责人已报备')
        await desk.press('答复')
        await desk.says('答辩提纲已经拟定')
      })

      task('Who has looked at a lawsuit: 审计日志', 'auditor', async desk => {
        await desk.turnTo('审计日志')
        await desk.fill(desk.page.getByLabel('案号'), served, { looking: true })
        await desk.press('查询')
        await desk.says('reviewer', '打开文件')
      })

      task('Find a lawsuit by its plaintiff', 'supervisor', async desk => {
        await desk.find(plaintiff)
        await desk.says(`${plaintiff} 诉 威海市环翠区人民政府`)
      })

      task('自设提醒', 'clerk', async desk => {
        await desk.find(served)
        await desk.follow('承办人、督办和留言')
        await desk.follow('为本案自设提醒')
        await desk.fill(desk.page.getByLabel('提醒日期'), day(3))
        await desk.fill(desk.page.getByLabel('提醒内容'), '核对出庭人员')
        await desk.press('设提醒')
        await desk.says('核对出庭人员')
      })

      task('Print a document: 证据目录', 'clerk', async desk => {
        await desk.find(served)
        await desk.follow('本案文书')
        await desk.follow('证据目录')
        await desk.print()
      })
    })

    story('a hearing and its judgment', heard, (task, step) => {
      step('the lawsuit so far', () => lawsuits.upTo('record_hearing', n + 1, late.heard, 45))

      task('登记庭审情况', 'unit-clerk', async desk => {
        await desk.find(heard)
        const form = await desk.act('登记庭审情况')
        await desk.fill(form.getByLabel('负责人出庭', { exact: true }).first())
        await desk.press('登记庭审情况')
        await desk.says('已办理：登记庭审情况')
      })

      task('登记裁判 from the pasted paper', 'clerk', async desk => {
        await desk.find(heard)
        await desk.act('登记裁判')
        await desk.fill(desk.page.getByLabel('文书的文字'), judgment(n + 1, late.heard))
        await desk.press('读取')
        await desk.fill(desk.form('登记裁判').getByLabel('送达日期').first(), day())
        await desk.press('登记裁判')
        await desk.says('已办理：登记裁判')
      })
    })

    story('a loss and its end', lost, (task, step) => {
      step('the lawsuit so far', () => lawsuits.upTo('file_loss_report', n + 2, late.lost, 73))

      task('报送败诉报告', 'unit-clerk', async desk => {
        await desk.duty('报送败诉情况分析报告和行政判决书', lost)
        const form = await desk.act('报送败诉报告')
        await desk.fill(form.getByLabel('败诉原因分析'), '拆除前未依法作出强制执行决定，程序违法')
        await desk.press('报送败诉报告')
        await desk.says('已办理：报送败诉报告')
      })

      task('败诉报告审核通过', 'reviewer', async desk => {
        await desk.find(lost)
        await desk.act('败诉报告审核通过')
        await desk.press('败诉报告审核通过')
        await desk.says('已办理：败诉报告审核通过')
      })

      task('案件终结', 'clerk', async desk => {
        await desk.find(lost)
        const form = await desk.act('案件终结')
        await desk.fill(form.getByLabel('终结事由'), '裁判生效并已履行')
        await desk.press('案件终结')
        await desk.says('已办理：案件终结')
      })

      task('立卷归档', 'clerk', async desk => {
        await desk.find(lost)
        const form = await desk.act('立卷归档')
        await desk.fill(form.getByLabel('案卷号'), `环应诉〔${day().slice(0, 4)}〕${n}卷`)
        await desk.press('立卷归档')
        await desk.says('已办理：立卷归档', '已归档')
      })
    })

    story('what is no lawsuit', undefined, task => {
      task('开设账号', 'admin', async desk => {
        await desk.turnTo('管理')
        const form = desk.form('开设账号')
        await desk.fill(form.getByLabel('用户名'), `wang-${n}`)
        await desk.fill(form.getByLabel('姓名'), '王小禾')
        await desk.fill(form.getByLabel('身份'), { label: '单位经办人' })
        await desk.fill(form.getByLabel('单位', { exact: true }), '张村镇')
        await desk.press('开设账号')
        await desk.says('初始密码')
      })

      task('提出变更 of the calendar', 'admin', async desk => {
        await desk.turnTo('日历管理')
        await desk.unfold('登记本地停工')
        const form = desk.form('登记本地停工')
        await desk.fill(form.getByLabel('停工日期'), stop)
        await desk.fill(form.getByLabel('原因'), '台风停工')
        await desk.press('登记本地停工')
        await desk.says('须由另一名系统管理员或者区司法局负责人')
      })

      task('确认变更 by a second person', 'director', async desk => {
        await desk.turnTo('日历管理')
        await desk.lead(desk.page.getByRole('main').locator('tr', { hasText: chinese(stop) }).filter({ hasText: '待确认' }).getByRole('link').first())
        await desk.press('确认变更')
        await desk.says('已确认')
      })

      task('登记应诉培训', 'unit-clerk', async desk => {
        await desk.turnTo('登记簿')
        await desk.lead(desk.page.getByRole('row', { name: '应诉培训' }).getByRole('link', { name: '登记' }).last())
        const form = desk.form('登记')
        await desk.fill(form.getByLabel('单位', { exact: true }), '区城市管理局')
        await desk.fill(form.getByLabel('日期', { exact: true }), day())
        await desk.fill(form.getByLabel('案例研讨', { exact: true }))
        await desk.fill(form.getByLabel('主题', { exact: true }), `证据规则研讨之${n}`)
        await desk.fill(form.getByLabel('参加人数', { exact: true }), '25')
        await desk.press('登记')
        await desk.says(`证据规则研讨之${n}`)
      })

      task('From a number to what it counts: 考核', 'reviewer', async desk => {
        await desk.turnTo('考核')
        await desk.follow(`${day().slice(0, 4)}年度`)
        await desk.follow('区城市管理局')
        await desk.lead(desk.page.getByRole('row', { name: /^应诉培训/ }).getByRole('link').first())
        await desk.says(`证据规则研讨之${n}`)
      })

      task('From a number to its lawsuits: 统计', 'supervisor', async desk => {
        await desk.turnTo('统计')
        await desk.lead(desk.page.getByRole('row', { name: /^收案/ }).getByRole('link').first())
        await desk.says('件')
      })

      task('起草通报', 'clerk', async desk => {
        await desk.turnTo('通报')
        await desk.fill(desk.page.getByLabel('期间'), { label: quarter })
        await desk.press('起草')
        await desk.fill(desk.page.getByRole('textbox', { name: '四、工作建议' }), '各单位应当在收到应诉通知书后及时准备答辩状和证据。')
        await desk.press('保存文字')
        await desk.says('草稿')
      })

      task('通报定稿', 'director', async desk => {
        await desk.turnTo('通报')
        await desk.lead(desk.page.getByRole('main').getByRole('link', { name: quarter }).first())
        await desk.press('定稿')
        await desk.says('各单位应当在收到应诉通知书后')
      })

      task('Export the list: 案件台账', 'director', async desk => {
        await desk.turnTo('案件台账')
        const { name } = await desk.fetched(desk.page.getByRole('link', { name: '导出Excel' }))
        assert.match(name, /\.xlsx$/)
      })
    })
  }
})

test('what each task costs', () => {
  const costs = all => all.map(({ task, role, clicks, fields }) => ({ task, role, clicks, fields }))
  assert.deepEqual(costs(counted.false), costs(counted.true), 'without JavaScript')
  keep(counted.true)
})
