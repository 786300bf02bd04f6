// Measures the time from an edit of the model to the frame with the new grid, in Chromium, with
// 50 rules, 50,000 leads and 500,000 events.
// `npm run build` in bindings/wasm (not build:test), then here `npm run build && npm run bench`.
import { settled, withPage } from '../test/served.mjs'
import { EVENTS, LEADS, model, tables } from './workload.mjs'

const CHANGES = 12

const { profiles, events } = tables()
const file = (name, text) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** The milliseconds until the grid of another text is painted, and the longest time without a frame. */
async function change(page, text) {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+A')
  return page.evaluate(async (text) => {
    const grid = document.querySelector('.grid')
    const content = document.querySelector('.cm-content')
    const was = grid.dataset.fingerprint
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    let [longest, last, over] = [0, performance.now(), false]
    const watch = async () => {
      while (!over) {
        await frame()
        longest = Math.max(longest, performance.now() - last)
        last = performance.now()
      }
    }
    const changed = new Promise((done) => {
      const observer = new MutationObserver(() => {
        if (grid.dataset.fingerprint === was) return
        observer.disconnect()
        done()
      })
      observer.observe(grid, { attributes: true })
    })
    const data = new DataTransfer()
    data.setData('text/plain', text)
    const start = performance.now()
    const watching = watch()
    content.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    await changed
    await frame()
    await new Promise((done) => setTimeout(done))
    const took = performance.now() - start
    over = true
    await watching
    const graded = Number(/(\d+) ms/.exec(document.querySelector('.grid small').textContent)?.[1])
    return { took, graded, longest, moved: document.querySelector('.moves h3')?.textContent }
  }, text)
}

await withPage({}, async (page) => {
  await settled(page)
  const start = performance.now()
  await page.locator('.open input').setInputFiles([
    file('profiles.csv', profiles),
    file('events.csv', events),
    file('fifty-rules.toml', model(10)),
  ])
  await page.waitForFunction(() => document.querySelector('.editor h2')?.textContent === 'fifty-rules', undefined, { timeout: 120_000 })
  await page.locator('.grid small', { hasText: '50,000' }).waitFor({ timeout: 120_000 })
  await settled(page)
  console.log(`files opened and first graded: ${(performance.now() - start).toFixed(0)} ms (${LEADS} leads, ${EVENTS} events)`)
  const times = []
  for (let at = 0; at < CHANGES; at++) {
    const one = await change(page, model(20 + at * 3))
    times.push(one)
    console.log(`shown after ${one.took.toFixed(0)} ms, graded in ${one.graded} ms, no frame for ${one.longest.toFixed(0)} ms; ${one.moved}`)
    await page.waitForTimeout(200)
  }
  const sorted = times.map(({ took }) => took).sort((a, b) => a - b)
  console.log(`median ${sorted[sorted.length >> 1].toFixed(0)} ms, longest ${sorted.at(-1).toFixed(0)} ms`)
})
