// Builds the package into `dist`: `npm run build`, or `npm run build:test` for one that is large and
// soon there, with the same answers.
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FAST = process.argv.includes('--fast')
const TRIPLE = 'wasm32-unknown-unknown'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`
const profile = FAST ? 'wasm-test' : 'wasm'

function run(command, args, env = {}) {
  execFileSync(command, args, { cwd: here, stdio: 'inherit', env: { ...process.env, ...env } })
}

/**
 * Everything is built for size, the standard library as well, but for what the core marks as hot
 * (`small`). Panics say nothing (the core has none), and what only prints values for debugging is left out.
 */
const SMALL = {
  args: ['-Zbuild-std=std,panic_abort', '-Zbuild-std-features=optimize_for_size'],
  env: {
    RUSTC_BOOTSTRAP: '1',
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS:
      '-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=shallow --cfg small',
  },
}

/**
 * Functions stand in the order of their names: those made from one generic function are alike, and
 * compress better side by side. What is called from one place alone stays a function; it is no slower.
 */
const PASSES = ['-O3', '-ocimfs', '1', '--skip-pass=reorder-functions', '--reorder-functions-by-name']

if (!FAST) run('rustup', ['component', 'add', 'rust-src'])
const { args, env } = FAST ? { args: [], env: {} } : SMALL
const crate = ['-p', 'leadgrade-wasm', '--profile', profile, '--target', TRIPLE, '--locked']
run('cargo', ['build', ...crate, ...args], env)

const glue = `${here}js/wasm`
rmSync(glue, { recursive: true, force: true })
rmSync(`${here}dist`, { recursive: true, force: true })
const tool = ['run', '--quiet', '--locked', '--manifest-path', `${here}tool/Cargo.toml`, '--target-dir', target]
run('cargo', [...tool, '--', `${target}/${TRIPLE}/${profile}/leadgrade_wasm.wasm`, glue])
const module = `${glue}/leadgrade_bg.wasm`
if (!FAST) {
  run('npx', ['wasm-opt', '-g', ...PASSES, module, '-o', module])
  run('npx', ['wasm-opt', '--strip-debug', '--strip-producers', module, '-o', module])
}

run('npx', ['tsc'])
mkdirSync(`${here}dist/wasm/js`, { recursive: true })
cpSync(glue, `${here}dist/wasm/js/wasm`, { recursive: true })
for (const licence of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(`${root}${licence}`, `${here}${licence}`)
