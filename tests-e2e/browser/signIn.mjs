// Signing in at an issuer, in a real Chromium: the door, the issuer's form, the page with a name on it, a question, and out again by two
// clicks; then an issuer that is away. SignInPageTest of the gateway runs it, with an issuer of another site, and answers the question.
//
// LONGSHORE_URL       a closed gateway with an issuer
// LONGSHORE_AWAY_URL  one whose issuer is away
// LONGSHORE_PERSON, LONGSHORE_PASSWORD  who signs in there
// browser.mjs says what else may be set.
import assert from "node:assert/strict";
import { beyond, complaintsOf, journey, launch, shoot } from "./browser.mjs";

const { LONGSHORE_URL: url, LONGSHORE_AWAY_URL: away, LONGSHORE_PERSON: person, LONGSHORE_PASSWORD: password } = process.env;
const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };
const browser = await launch();
const context = await browser.newContext({ viewport: wide, colorScheme: "light" });
context.setDefaultTimeout(60_000);
const page = await context.newPage();
const complaints = complaintsOf(page);
const elsewhere = page.getByRole("button", { name: "Sign in with acme" });
const out = page.getByRole("button", { name: "Sign out" });

await journey(browser, page, complaints, async () => {
  let say = () => {};
  const said = new Promise((resolve) => (say = resolve));
  await page.route("**/api/v1/session", (route) => said.then(() => route.continue()));
  await page.goto(url);
  await page.locator("#key:focus").waitFor();
  await page.keyboard.type("lsk_");
  assert.equal(await elsewhere.count(), 0, "the gateway hasn't said yet who lets in");
  say();
  await elsewhere.waitFor();
  assert.ok(await page.locator("#key").evaluate((key) => key === document.activeElement), "whoever types is left alone");
  await page.unroute("**/api/v1/session");
  console.log("ok  a place for a key, before the gateway says who else lets in");

  await page.goto(`${url}/#collection=nets`);
  await page.reload();
  await elsewhere.waitFor();
  assert.ok(await elsewhere.evaluate((button) => button === document.activeElement), "Enter signs in there");
  assert.equal(await out.count(), 0);
  await shootAll("the door", "sign-in-1-door", ".sign-in");

  await page.keyboard.press("Enter");
  await page.getByLabel("Username").fill(person);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Signed in as").waitFor();
  assert.equal(await page.locator(".who").textContent(), `Signed in as acme:${person}`);
  assert.equal(new URL(page.url()).hash, "#collection=nets", "back to what was shown before");
  const kept = (await context.cookies(url)).filter((cookie) => cookie.name.startsWith("longshore"));
  assert.deepEqual(kept.map((cookie) => [cookie.name, cookie.httpOnly, cookie.sameSite]), [["longshore", true, "Strict"]]);
  assert.equal(await page.evaluate(() => document.cookie), "", "no script reads it");
  await shootAll("signed in", "sign-in-2-in", ".bar");

  await page.getByRole("textbox", { name: "Question" }).fill("Does it sail?");
  await page.keyboard.press("Enter");
  await page.getByText("It sails on the tide.").waitFor();
  await page.reload();
  await page.getByText("It sails on the tide.").waitFor();
  await shoot(page, "asked, and there after a reload", "sign-in-3-asked");

  const ends = [];
  page.on("request", (request) => request.method() === "DELETE" && ends.push(request.url()));
  await out.dblclick();
  await elsewhere.waitFor();
  assert.equal(ends.length, 1, "two clicks are one way out");
  assert.deepEqual((await context.cookies(url)).filter((cookie) => cookie.name.startsWith("longshore")), []);
  await page.goBack();
  await elsewhere.waitFor();
  assert.equal(await page.getByText("It sails on the tide.").count(), 0, "nor does the way back show it");
  console.log("ok  out, by two clicks");

  await page.goto(away);
  await elsewhere.click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /“acme”.*doesn't answer/);
  await shootAll("the issuer is away", "sign-in-4-away", "body");
  await page.getByRole("link", { name: "Back to Longshore" }).click();
  await elsewhere.waitFor();

  await page.getByLabel(/your API key$/).fill("lsk_nothing");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  await shootAll("a key that is none", "sign-in-5-no-key", ".sign-in");
  assert.deepEqual(complaints, [], "the page complained on the console");
});

/** Light, dark, and on a telephone in both; nothing sticks out sideways. */
async function shootAll(name, picture, pane) {
  for (const [size, viewport] of Object.entries({ wide, narrow })) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ["dark", "light"]) {
      await page.emulateMedia({ colorScheme });
      await shoot(page, `${name}, ${size}, ${colorScheme}`, `${picture}-${size}-${colorScheme}`);
    }
    assert.deepEqual(await beyond(page, pane), [], `${name}: nothing sticks out sideways`);
  }
  await page.setViewportSize(wide);
}
