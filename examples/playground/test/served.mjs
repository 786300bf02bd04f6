// Serves the built page on this machine, and opens it in the installed Chromium.
import { createServer } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { browser } from '../../../bindings/wasm/test/browser.mjs'

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv',
}

export const missing = browser.missing || (existsSync(dist) ? false : 'the page is not built: npm run build')

async function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const path = dist + (pathname === '/' ? '/index.html' : pathname)
    if (!existsSync(path)) return response.writeHead(404).end()
    response.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
    response.end(readFileSync(path))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  return server
}

/** Uses the page, then closes everything. Errors in the page's console fail the test. */
export async function withPage(options, use) {
  const server = await serve()
  const chromium = await browser.launch()
  try {
    const context = await chromium.newContext({ viewport: { width: 1400, height: 1000 }, locale: 'en-GB', ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    const faults = []
    page.on('pageerror', (error) => faults.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    await use(page)
    if (faults.length > 0) throw new Error(faults.join('\n'))
  } finally {
    await chromium.close()
    server.close()
  }
}

/** Waits until the answers of the engine are shown. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('.busy')?.textContent === '')
  await page.locator('.matrix').waitFor()
}

/** Replaces the text in the editor, as pasting does. */
export async function write(page, text) {
  await page.locator('.cm-content').click()
  await page.keyboard.press('Control+A')
  await page.evaluate((pasted) => {
    const data = new DataTransfer()
    data.setData('text/plain', pasted)
    const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
    document.querySelector('.cm-content').dispatchEvent(paste)
  }, text)
}
