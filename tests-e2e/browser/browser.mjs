// A real Chromium for the journeys. Run by itself it says whether there is one: exit 1 without a browser or what drives it.
//
// LONGSHORE_CHROMIUM     the browser, when it is not on the PATH
// LONGSHORE_SCREENSHOTS  folder for the pictures (default: target/screenshots)
import { existsSync, mkdirSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const pictures = process.env.LONGSHORE_SCREENSHOTS ?? "target/screenshots";

/** The browser, or why there is none. */
async function find() {
  const chromium = findChromium();
  if (!chromium) return { reason: "no Chromium found: install the package chromium, or set LONGSHORE_CHROMIUM" };
  const playwright = await import("playwright-core").catch(() => null);
  if (!playwright) return { reason: "playwright-core is not installed: run npm ci in tests-e2e/browser" };
  return { launch: () => playwright.chromium.launch({ executablePath: chromium, args: ["--no-sandbox"] }) };
}

/** Where there is none, the journey is skipped. */
export async function launch() {
  const found = await find();
  if (!found.launch) {
    console.log(`browser journey: skipped, ${found.reason}`);
    process.exit(0);
  }
  mkdirSync(pictures, { recursive: true });
  return found.launch();
}

export async function shoot(page, name, picture) {
  await page.screenshot({ path: join(pictures, `${picture}.png`) });
  console.log(`ok  ${name}`);
}

/** What stands out of a pane, or of the window, sideways. */
export function beyond(page, pane) {
  return page.locator(pane).evaluate((element) => {
    const edge = Math.min(innerWidth, element.getBoundingClientRect().right) + 1;
    return [...element.querySelectorAll("*")]
      .filter((part) => !part.closest(".sr-only") && part.getBoundingClientRect().right > edge)
      .map((part) => part.className || part.tagName);
  });
}

/** What the page complains of. A refusal is an answer of the server that Chromium also prints: no fault of the page. */
export function complaintsOf(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => {
    if (line.type() === "error" && !line.text().startsWith("Failed to load resource")) complaints.push(line.text());
  });
  return complaints;
}

/** Runs the steps and closes the browser; a failure leaves a picture. */
export async function journey(browser, page, complaints, steps) {
  try {
    await steps();
    console.log(`browser journey: passed, pictures in ${pictures}`);
  } catch (error) {
    await page.screenshot({ path: join(pictures, "failed.png") });
    console.error(`browser journey: FAILED, see ${pictures}/failed.png`, complaints, error);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

function findChromium() {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const named = process.env.LONGSHORE_CHROMIUM;
  const places = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [...(named ? [named] : []), ...places].find((file) => existsSync(file) && statSync(file).isFile());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { reason } = await find();
  console.log(reason ?? "there is a browser");
  process.exit(reason ? 1 : 0);
}
