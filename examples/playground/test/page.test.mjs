// Uses the whole page in Chromium, like a user.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { missing, settled, withPage, write } from './served.mjs'

const skip = missing
const office = readFileSync(new URL('../../models/office-supplies.toml', import.meta.url), 'utf8')
const text = (page, selector) => page.locator(selector).first().textContent()
const number = (text) => Number(text.replace(/[^\d]/g, ''))
const moves = (page) => page.locator('.moves .flows button')

/** Three leads and their events; the points below are computed by hand. */
const PROFILES = 'lead,employees\na,250\nb,12\nc,\n'
const EVENTS = [
  { lead: 'a', event: 'visit', at: '2026-11-20T10:00:00Z' },
  { lead: 'a', event: 'visit', at: '2026-11-20T11:00:00Z' },
  { lead: 'b', event: 'visit', at: '2026-11-20T12:00:00Z' },
]
const MODEL = `format = 1
name = "own"
attributes.employees = { type = "number" }
signals.visit = { points = 20 }
engagement = {}
[[fit.criteria]]
name = "size"
fact = "profile.employees"
cases = [{ gte = 100, points = 80 }, { gte = 10, points = 40 }]
`
const file = (name, content) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
const own = [
  file('people.csv', PROFILES),
  file('deeds.jsonl', EVENTS.map((event) => JSON.stringify(event)).join('\n')),
  file('own.toml', MODEL),
]

/** The cells with leads, and the number of leads in each. */
const cells = (page) =>
  page.locator('.cell').evaluateAll((all) =>
    Object.fromEntries(all.map((cell) => cell.getAttribute('aria-label').split(': ')).filter(([, count]) => count !== '0')),
  )

async function openOwn(page) {
  await settled(page)
  await page.locator('.open input').setInputFiles(own)
  await page.waitForFunction(() => document.querySelector('.editor h2')?.textContent === 'own')
  await settled(page)
}

test('edit, see the error at its line, mend it, see who moved, open a lead', { skip }, () =>
  withPage({}, async (page) => {
    await settled(page)
    assert.equal(await text(page, '.fine'), 'No problems.')
    const before = await cells(page)
    const [line] = [office.split('\n').findIndex((one) => one === '[signals.visit]') + 1]
    await write(page, office.replace('[signals.visit]\n', '[signals.visit]\npionts = 25\n').replace('points = 10\nmax = 40', 'max = 40'))
    const problem = page.locator('.problems .error').first()
    await problem.waitFor()
    assert.match(await problem.textContent(), new RegExp(`^${line + 1}:1 .*pionts.*did you mean .points.`))
    await page.locator('.stale').waitFor()
    assert.deepEqual(await cells(page), before)
    // The editor opens the place and marks it.
    await problem.locator('button').click()
    await page.locator('.cm-lintRange-error').first().waitFor()
    assert.equal(await page.locator('.cm-activeLine').textContent(), 'pionts = 25')

    // Fixed by typing: `pionts` becomes `points`.
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    for (let key = 0; key < 3; key++) await page.keyboard.press('Delete')
    await page.keyboard.type('oin')
    await moves(page).first().waitFor()
    assert.equal(await page.locator('.stale').count(), 0)
    const moved = number(await text(page, '.moves h3'))
    const listed = await moves(page).locator('b').allTextContents()
    assert.ok(moved >= listed.reduce((sum, leads) => sum + number(leads), 0) && moved > 100)

    // Numbers stay inside their cells, even if they are a hundred times as large in a narrow window.
    await page.setViewportSize({ width: 1110, height: 800 })
    const spilled = await page.locator('.cell:has(.more)').evaluateAll((all) => {
      for (const part of all.flatMap((cell) => [...cell.children])) part.textContent += ',00'
      return all.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent)
    })
    assert.deepEqual(spilled, [])

    await moves(page).first().click()
    const rows = page.locator('.leads tbody tr')
    await rows.first().waitFor()
    assert.equal(number((await text(page, '.pages span')).split(' of ')[1]), number(listed[0]))
    assert.match(await rows.first().textContent(), /→/)
    await rows.first().locator('.link').click()
    await page.locator('.lead .drawing svg').first().waitFor()
    for (const part of ['.lead .changed li', '.lead .tabs button', '.lead h3']) assert.ok((await page.locator(part).count()) > 0, part)
    assert.equal(await page.locator('.lead .drawing').count(), 2)
  }))

test('own files: what is shown is what was worked out by hand', { skip }, () =>
  withPage({}, async (page) => {
    await openOwn(page)
    // 40 points are rank 3, 20 are rank 4; 80 are an A, 40 a C, 0 an E.
    assert.deepEqual(await cells(page), { A3: '1', C4: '1', E5: '1' })
    assert.equal(await page.locator('input[type=date]').inputValue(), '2026-11-20')
    await write(page, MODEL.replace('points = 20', 'points = 45'))
    await moves(page).first().waitFor()
    assert.deepEqual(await cells(page), { A1: '1 (+1)', A3: '0 (−1)', C3: '1 (+1)', C4: '0 (−1)', E5: '1' })
    await page.locator('.cell[aria-label^="A1"]').click()
    await page.locator('.leads .link', { hasText: 'a' }).click()
    await page.locator('.lead .tabs button', { hasText: 'Engagement' }).click()
    assert.match(await text(page, '.lead .tabs [aria-pressed=true]'), /90/)
    assert.match(await text(page, '.lead .changed'), /visit: 40 → 90 \+50/)

    // Later edits are compared with the version on the screen.
    await page.getByRole('button', { name: 'Compare with this' }).click()
    await page.locator('.moves').waitFor({ state: 'detached' })
    assert.deepEqual(await cells(page), { A1: '1', C3: '1', E5: '1' })
  }))

test('a model that has problems when it is opened: the first that has none is what edits are compared with', { skip }, () =>
  withPage({}, async (page) => {
    await openOwn(page)
    await page.locator('.open input').setInputFiles([file('other.toml', MODEL.replace('points = 20', 'points = "many"'))])
    await page.locator('.problems .error').waitFor()
    await write(page, MODEL.replace('points = 20', 'points = 45'))
    await page.locator('.cell[aria-label="A1: 1"]').waitFor()
    assert.equal(await page.locator('.moves').count(), 0)
    assert.deepEqual(await cells(page), { A1: '1', C3: '1', E5: '1' })
  }))

test('the instant: a slider by keyboard, and what follows from it', { skip }, () =>
  withPage({}, async (page) => {
    await openOwn(page)
    await page.locator('input[type=range]').focus()
    await page.keyboard.press('ArrowLeft')
    await page.locator('[data-as-of="2026-11-19"]').waitFor()
    // There are no events by then, but leads with a profile are still scored.
    await page.locator('.cell[aria-label="A5: 1"]').waitFor()
    assert.deepEqual(await cells(page), { A5: '1', C5: '1', E5: '1' })
  }))

test('cells by keyboard; leads as CSV and JSON; the model', { skip }, () =>
  withPage({ acceptDownloads: true }, async (page) => {
    await settled(page)
    await page.locator('.cell[tabindex="0"]').focus()
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
    assert.match(await page.locator('.cell[aria-pressed=true]').getAttribute('aria-label'), /^B2: /)
    const count = number(await text(page, '.cell[aria-pressed=true] b'))
    const saved = async (button) => {
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
      return readFileSync(await download.path(), 'utf8')
    }
    const csv = (await saved(page.locator('.export button').first())).split('\r\n')
    assert.ok(csv[0].startsWith('lead,'))
    assert.equal(csv.length, count + 1)
    const json = JSON.parse(await saved(page.locator('.export button').last()))
    assert.equal(json.length, count)
    assert.ok(json.every(({ cell }) => cell === 'B2'))
    assert.equal(await saved(page.getByRole('button', { name: 'Save the model' })), office)
  }))

test('files are dropped on the page; what is wrong with them is said', { skip }, () =>
  withPage({}, async (page) => {
    await settled(page)
    const drop = (files) =>
      page.evaluate((files) => {
        const dataTransfer = new DataTransfer()
        for (const [name, content] of files) dataTransfer.items.add(new File([content], name))
        document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
      }, files)
    const notice = async (expected) => {
      await page.locator('.notice:not([hidden])').waitFor()
      assert.match(await text(page, '.notice span'), expected)
      await page.locator('.notice button').click()
    }
    await drop([['leads.csv', 'id,employees\na,1\n']])
    await notice(/^leads\.csv: .*no column `lead`; it has `id`, `employees`/)
    await drop([['leads.csv', 'lead,employees\na,1\nb\n']])
    await notice(/leads\.csv: row 2 has 1 cells, but the first line names 2 columns/)
    await drop([['events.jsonl', '{"lead": "a", "event": "visit", "at": "2026-11-20"}\n{"lead": ']])
    await notice(/^events\.jsonl: line 2: invalid JSON/)
    await drop([['leads.csv', PROFILES], ['own.toml', MODEL]])
    await page.locator('.cell[aria-label="A5: 1"]').waitFor()
    // A rejected value is listed with its row and column.
    await drop([['more.csv', 'lead,employees\nd,many\n']])
    await page.locator('.report .count', { hasText: '1' }).waitFor()
    await page.locator('.report summary').first().click()
    assert.match(await text(page, '.report li'), /profiles · 3 · employees.*found the text `many`/)
  }))

test('JSON: the model with every default filled in, edited as such', { skip }, () =>
  withPage({}, async (page) => {
    await openOwn(page)
    await page.getByRole('button', { name: 'JSON', exact: true }).first().click()
    await page.waitForFunction(() => document.querySelector('.cm-content')?.textContent.startsWith('{'))
    await write(page, '{"format": 1,\n "name": 7}')
    await page.locator('.problems .error').waitFor()
    assert.match(await text(page, '.problems .error'), /^2:2 /)
  }))

for (const [locale, direction, colorScheme] of [['en-GB', 'ltr', 'light'], ['en-GB', 'ltr', 'dark'], ['ar-SA', 'rtl', 'dark']]) {
  test(`what axe finds: ${locale}, ${colorScheme}`, { skip }, () =>
    withPage({ locale, colorScheme, bypassCSP: true }, async (page) => {
      await settled(page)
      assert.equal(await page.evaluate(() => document.documentElement.dir), direction)
      if (direction === 'rtl') {
        await page.locator('.controls select').first().selectOption('perfume')
        await page.waitForFunction(() => document.querySelector('.editor h2')?.textContent === 'arabic-retail')
        await settled(page)
        assert.equal(await text(page, '.matrix tbody th'), 'أ')
        assert.equal(number(await text(page, '.problems details .passed')), 11)
      }
      await page.locator('.cell').first().click()
      await page.locator('.stages button').last().click()
      await page.locator('.leads .link').first().click()
      await page.locator('.lead .drawing svg').first().waitFor()
      await page.evaluate(readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8'))
      // The editor's scroller contains the editable element, which can have the focus; axe does not see that.
      const where = { exclude: ['.cm-scroller'] }
      const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] }
      const { violations } = await page.evaluate(([where, rules]) => axe.run(where, rules), [where, rules])
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html, failureSummary }) => [html, failureSummary])]), [])
    }))
}
