// CLICKS.md: what each task costs.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('CLICKS.md', import.meta.url)
export const most = 5 // clicks that a task may take

const head = `# What each task costs

Counted by the browser test of this directory, from the 工作台 of whoever does the
task, with JavaScript and without. A click is a click on a link, a button or
something folded, and each time a form is sent; printing without JavaScript is the
browser's own key and counts as one. A field is a box that is filled in, or a
choice that is made. The test fails where it counts something else than stands
here, where a task takes more than ${most} clicks, and where a text has to be typed
that the lawsuit's file has already (to look for a lawsuit by it is no such case). After a change that is meant:
\`CLICKS=write node --test\`.

| Task | Role | Clicks | Fields |
|---|---|---|---|
`

// keep compares what was counted with the committed table, or writes it.
export function keep(counted) {
  const text = head + counted.map(t => `| ${t.task} | ${t.role} | ${t.clicks} | ${t.fields} |\n`).join('')
  if (process.env.CLICKS === 'write') return writeFileSync(file, text)
  assert.equal(text, readFileSync(file, 'utf8'), 'CLICKS.md: if the change is meant, run CLICKS=write node --test')
}
