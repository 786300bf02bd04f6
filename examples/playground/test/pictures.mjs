// Takes the screenshots of the README: `npm run build && npm run pictures`.
import { mkdirSync, readFileSync } from 'node:fs'
import { settled, withPage, write } from './served.mjs'

const folder = new URL('../pictures/', import.meta.url).pathname
mkdirSync(folder, { recursive: true })
const model = (name) => readFileSync(new URL(`../../models/${name}.toml`, import.meta.url), 'utf8')

async function moved(page, text, from, to) {
  await settled(page)
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`${from} is not in the model`)
  await write(page, changed)
  // Scrolls the editor to the change.
  const line = changed.split('\n').findIndex((one, at) => one !== text.split('\n')[at])
  await page.keyboard.press('Control+Home')
  for (let at = 0; at < line; at++) await page.keyboard.press('ArrowDown')
  await page.locator('.moves .flows button').first().waitFor()
}

/** Opens the lead with the greatest priority of a stage, by the number of its button. */
async function withLead(page, stage) {
  await page.locator('.stages button').nth(stage).click()
  await page.locator('.list tbody .link').first().click()
  await page.locator('.lead .drawing svg').first().waitFor()
  await page.locator('.stages button').first().click()
  await page.waitForTimeout(500)
  await page.evaluate(() => scrollTo(0, 0))
}

const viewport = { width: 1280, height: 880 }

await withPage({ colorScheme: 'light', viewport }, async (page) => {
  await moved(page, model('office-supplies'), 'points = 10\nmax = 40', 'points = 25\nmax = 60')
  await withLead(page, 6)
  await page.screenshot({ path: `${folder}light.png`, scale: 'css' })
  await page.locator('.lead').screenshot({ path: `${folder}lead.png`, scale: 'css' })
})
await withPage({ colorScheme: 'dark', locale: 'ar-SA', viewport }, async (page) => {
  await settled(page)
  await page.locator('.controls select').first().selectOption('perfume')
  await page.waitForFunction(() => document.querySelector('.editor h2')?.textContent === 'arabic-retail')
  await moved(page, model('arabic-retail'), 'points = 40', 'points = 20')
  await withLead(page, 4)
  await page.screenshot({ path: `${folder}arabic-dark.png`, scale: 'css' })
})
