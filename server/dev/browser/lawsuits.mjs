// The lawsuits that the tasks are done in: some begin with a pasted notice, others
// are brought by the interface for programs to where their task begins.

const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })

// day is a civil day, so many days from today: 2026-03-04.
export const day = (from = 0) => shanghai.format(new Date(Date.now() + from * 24 * 3600 * 1000))

const year = day().slice(0, 4)
// chinese is a day as pages write it: 2026年3月4日.
export const chinese = date => date.replace(/(\d+)-0?(\d+)-0?(\d+)/, '$1年$2月$3日')

export const number = n => `（${year}）鲁10行初${n}号`

// notice is what a court sends.
export const notice = (n, plaintiff) => `威海市中级人民法院
应诉通知书
${number(n)}
威海市环翠区人民政府：
    本院受理原告${plaintiff}诉被告威海市环翠区人民政府房屋强制拆除一案。现随文发送起诉状副本一份，请在收到本通知书之日起15日内提出答辩状，并在举证期限内提交证据。举证期限：15日。
${chinese(day(-1))}`

// judgment is lost by the district.
export const judgment = (n, plaintiff) => `山东省威海市中级人民法院
行政判决书
${number(n)}
原告：${plaintiff}，女，汉族，住威海市环翠区。
被告：威海市环翠区人民政府，住所地威海市环翠区某路。
原告${plaintiff}因诉被告威海市环翠区人民政府房屋强制拆除一案，向本院提起诉讼。
依照《中华人民共和国行政诉讼法》第七十四条第二款第一项的规定，判决如下：
    确认被告威海市环翠区人民政府对原告房屋实施的强制拆除行为违法。
    案件受理费50元，由被告威海市环翠区人民政府负担。
    如不服本判决，可在判决书送达之日起十五日内向本院递交上诉状，上诉于山东省高级人民法院。
${chinese(day(-2))}`

// The steps of a lost lawsuit, with how many days after its service each is done.
const steps = [
  ['clerk', 'designate_unit', () => ({ lead: '区城市管理局' })],
  ['clerk', 'forward_materials', on => ({ on: on(1) })],
  ['unit-clerk', 'acknowledge', on => ({ on: on(2) })],
  ...['行政答辩状', '现场勘查笔录', '《国有土地上房屋征收与补偿条例》', '法定代表人身份证明书', '授权委托书']
    .map((title, n) => ['unit-clerk', 'add_material', () => ({ kind: n + 1, title })]),
  ['unit-clerk', 'submit_for_review', on => ({ on: on(7) })],
  ['reviewer', 'approve_review', on => ({ on: on(8), opinion: '同意提交' })],
  ['unit-clerk', 'file_with_court', on => ({ on: on(10), method: '人民法院在线服务平台', receipt: 'WH' })],
  ['unit-clerk', 'record_summons', on => ({ hearing_on: on(40), time: '09:30', place: '第三法庭' })],
  ['unit-clerk', 'name_official', on => ({ name: '高某某', post: '副区长', rank: 'deputy', employer: '区政府', on: on(35) })],
  ['unit-clerk', 'record_hearing', on => ({ on: on(40), official_attended: true })],
  ['unit-clerk', 'record_judgment', (on, n) => ({ number: number(n), form: 'judgment', outcome: '确认违法', lost: true, made_on: on(50), served_on: on(52) })],
  ['unit-clerk', 'record_effective', on => ({ on: on(68), received_on: on(68) })],
]

// Lawsuits brings lawsuits to where a task begins.
export class Lawsuits {
  constructor(programs) { this.programs = programs } // by user name

  // upTo registers a lawsuit that was served so many days ago, and does what comes
  // before an act, or everything.
  async upTo(act, n, plaintiff, served) {
    const on = after => day(Math.min(after - served, 0))
    const { id } = await this.programs.clerk.call('POST', '/lawsuits', {
      case_number: number(n), court: '威海市中级人民法院', plaintiffs: [plaintiff], cause: '房屋强制拆除',
      defendants: [{ name: '威海市环翠区人民政府', unit: '区政府' }], challenged_act: '对原告房屋实施的强制拆除行为',
      served_on: on(0), bureau_received_on: on(0), origin: { item: 5, unit: '区城市管理局' },
    })
    for (const [who, step, input] of steps) {
      if (step === act) break
      await this.programs[who].act(id, step, input(on, n))
    }
    await this.programs.clerk.call('POST', '/entries/check', { ids: [id] }) // what was entered late is right
    return id
  }

  // materials puts the kinds of 第十一条 on file that come after the first.
  async materials(number) {
    for (const [who, act, input] of steps.filter(([, act]) => act === 'add_material').slice(1)) await this.does(who, number, act, input())
  }

  async does(who, number, act, input) { return this.programs[who].act(await this.id(number), act, input) }

  // id finds a lawsuit, or undefined.
  async id(number) {
    const { lawsuits } = await this.programs.clerk.call('GET', '/lawsuits?q=' + encodeURIComponent(number))
    return lawsuits[0]?.id
  }

  // words are all texts that a lawsuit's file has.
  async words(id) {
    const found = new Set()
    const gather = x => typeof x === 'string' ? found.add(x) : x && typeof x === 'object' && Object.values(x).forEach(gather)
    gather((await this.programs.clerk.lawsuit(id)).facts)
    return found
  }
}
