// The chat page in a real Chromium: upload, ask, click a citation, see the highlight; then reload, a file that
// cannot be read, an honest "not found", dark and narrow, and delete. Screenshots are the build output.
//
//   LONGSHORE_URL=http://127.0.0.1:8080 node journey.mjs
//
// browser.mjs says what else may be set.
import assert from "node:assert/strict";
import { beyond, complaintsOf, journey, launch, shoot } from "./browser.mjs";
import { fact, lastWord, question, tideTable } from "./tideTable.mjs";

const url = process.env.LONGSHORE_URL ?? "http://127.0.0.1:8080";
const READY_MS = 120_000;
const ANSWER_MS = 60_000;
const engine = `${"the-engine-of-a-ship-".repeat(6)}1958.exe`;

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
const page = await context.newPage();
const complaints = complaintsOf(page);
await journey(browser, page, complaints, async () => {
  await page.goto(url);
  await page.getByRole("heading", { name: "Ask long documents." }).waitFor();
  await shoot(page, "the first page says what to do", "1-first-page");

  const collection = `browser-${process.pid}-${Date.now()}`;
  await page.getByRole("button", { name: "New", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Name of the new collection" }).fill(collection);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByText(`Asking the collection “${collection}”`).waitFor();
  await page.getByText("Nothing here yet.").waitFor();

  await page.getByLabel("Documents to add").setInputFiles({
    name: "tide-table.md",
    mimeType: "text/markdown",
    buffer: Buffer.from(tideTable),
  });
  await drop(engine, "MZ");
  await page.getByRole("progressbar").first().waitFor();
  await shoot(page, "two files are on their way", "2-upload");
  const refused = page.getByRole("alert").filter({ hasText: /pdf.*docx|docx.*pdf/i });
  await refused.waitFor();
  await page.getByRole("checkbox", { name: "Ask only tide-table.md", disabled: false }).waitFor({ timeout: READY_MS });
  assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0, "what is refused for good is not tried again");
  assert.deepEqual(await beyond(page, ".library"), [], "a long name stays in its pane");
  await shoot(page, "one file is ready, the other was refused", "2-refused");
  await page.getByRole("button", { name: `Take ${engine} away` }).click();
  console.log("ok  one file is ready, the other was refused with the list of formats");

  await ask(question);
  const citation = page.getByRole("button", { name: /^Source 1: tide-table\.md/ });
  await citation.waitFor({ timeout: ANSWER_MS });
  await page.getByText(/^Answered in/).waitFor({ timeout: ANSWER_MS });
  await shoot(page, "the answer has numbered citations", "3-answer");
  assert.match(await page.locator(".answer .text").innerText(), /41 minutes/);

  await citation.first().focus();
  await page.keyboard.press("Enter");
  await page.locator(".reader mark").first().waitFor();
  const marked = (await page.locator(".reader mark").allInnerTexts()).join(" ");
  assert.ok(marked.includes(fact), `the highlight holds the sentence, not: ${marked}`);
  assert.ok(await inView(".reader mark"), "the highlight is scrolled into view");
  await shoot(page, "the citation opens the text at the highlighted quote", "4-citation");

  await page.reload();
  await page.locator(".reader mark").first().waitFor();
  await citation.first().waitFor();
  assert.equal((await page.locator(".reader mark").allInnerTexts()).join(" "), marked);
  console.log("ok  the same view comes back after a reload");

  await page.getByRole("button", { name: "Show later text" }).click();
  await page.locator(".reader").getByText(lastWord).waitFor();
  assert.equal(await page.locator(".reader script, .reader img, .reader b").count(), 0, "markup of a document is text");
  await page.locator(".reader").press("Escape");
  await page.locator(".reader").waitFor({ state: "detached" });
  console.log("ok  the text goes on to its end, as text only; Escape closes it");

  await ask("Which violin did the astronaut buy in Reykjavik?");
  await page.getByText(/^Answered in/).nth(1).waitFor({ timeout: ANSWER_MS });
  await shoot(page, "a question without an answer", "5-not-in-the-documents");

  await page.emulateMedia({ colorScheme: "dark" });
  await citation.first().click();
  await page.locator(".reader mark").first().waitFor();
  await shoot(page, "dark", "6-dark");

  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, "narrow: the source lies over the page", "7-narrow-source");
  await page.getByRole("button", { name: "Close the source" }).click();
  await shoot(page, "narrow: the conversation", "8-narrow-conversation");
  assert.deepEqual(await beyond(page, ".log"), [], "nothing sticks out sideways");
  await page.getByRole("button", { name: "Documents", exact: true }).click();
  await shoot(page, "narrow: the documents", "9-narrow-documents");

  await page.getByRole("button", { name: "Delete tide-table.md" }).click();
  await shoot(page, "deleting asks first", "10-delete");
  await page.getByRole("button", { name: "Delete document" }).click();
  await page.getByRole("button", { name: "tide-table.md", exact: true }).waitFor({ state: "detached", timeout: READY_MS });
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await page.getByRole("button", { name: "Delete collection" }).click();
  await page.getByRole("combobox", { name: "Collection" }).waitFor();
  console.log("ok  document and collection are gone");

  assert.deepEqual(complaints, [], "the page complained on the console");
});

async function ask(text) {
  await page.getByRole("textbox", { name: "Question" }).fill(text);
  await page.keyboard.press("Enter");
}

/** Somewhere on the page, as a file dragged from the desktop. */
function drop(name, content) {
  return page.evaluate(
    ([name, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );
}

function inView(selector) {
  return page.locator(selector).first().evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.top < window.innerHeight;
  });
}
