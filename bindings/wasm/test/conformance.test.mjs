import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:http'
import { existsSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import * as leadgrade from 'leadgrade-wasm'
import { browser } from './browser.mjs'
import { different } from './vectors.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The answers of the core in Rust to every vector. */
const answers = execFileSync(
  'cargo',
  ['run', '--quiet', '--locked', '-p', 'leadgrade', '--example', 'canonical_answers'],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
)

/** The minimum number of vectors, to notice if they are not found. */
const LEAST = 2_000

function check({ count, wrong }) {
  assert.deepEqual(wrong.slice(0, 3), [])
  assert.ok(count >= LEAST, `only ${count} answers were compared`)
}

test('every vector in WebAssembly under Node', () => check(different(leadgrade, answers)))

test('every vector in WebAssembly in Chromium', { skip: browser.missing }, async () => {
  const types = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    const file = `${root}bindings/wasm${pathname}`
    const type = types[extname(pathname)] ?? 'text/html'
    // A strict content security policy, which allows no more than the module needs.
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'"
    response.setHeader('content-type', type)
    response.setHeader('content-security-policy', policy)
    if (pathname === '/') response.end('<!doctype html><title>vectors</title>')
    else if (existsSync(file)) response.end(readFileSync(file))
    else response.writeHead(404).end()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const chromium = await browser.launch()
  try {
    const page = await chromium.newPage()
    await page.goto(`http://127.0.0.1:${server.address().port}/`)
    const found = await page.evaluate(async (lines) => {
      const leadgrade = await import('/dist/wasm/js/web.js')
      await leadgrade.load()
      const { different } = await import('/test/vectors.mjs')
      return different(leadgrade, lines)
    }, answers)
    check(found)
  } finally {
    await chromium.close()
    server.close()
  }
})
