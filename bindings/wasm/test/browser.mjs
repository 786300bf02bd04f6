// Finds the installed Chromium; the tests do not download one.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const executablePath = places.find((place) => place && existsSync(place))

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export const browser = {
  /** The reason to skip tests if Chromium is missing; false if it is installed. */
  missing: executablePath ? false : 'no Chromium is installed (say where it is in CHROMIUM)',
  launch: () => chromium.launch({ executablePath, args, headless: true }),
}
