// A session in Chromium: `CRUXMAP=path/to/cruxmap node session.mjs`. Ends with 1 at the first thing that is not so.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { browser as launch, host, join_ as join, person } from "./room.mjs";

const AXE = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const SHOTS = process.env.SHOTS;
const program = process.env.CRUXMAP ?? "../../target/debug/cruxmap";

/** No violation of the rules of accessibility that a program can tell; a picture, if wanted. */
async function sound(page, name) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
  const told = violations.map((it) => `${it.id}: ${it.help}\n  ${it.nodes.map((node) => node.html).join("\n  ")}`);
  assert.equal(violations.length, 0, `${name}:\n${told.join("\n")}`);
  const small = await page.evaluate(() => [...document.querySelectorAll("button, select, input:not([type=radio], [type=checkbox]), textarea, summary, .options label, .check")].filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 43.5).map((it) => it.outerHTML.slice(0, 120)));
  assert.deepEqual(small, [], `${name}: targets below 44 px`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than the window`);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
}

const room = await host(program);
const browser = await launch();
const all = [];
async function someone(options) {
  const it = await person(browser, options);
  all.push(it);
  return it;
}

/** Answers with the number field and the keyboard alone. */
async function answer(page, number, reason) {
  await page.getByLabel("Your answer", { exact: true }).fill(String(number));
  if (reason) {
    await page.getByLabel("Why? (if you like)").fill(reason);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByText("Your answer:").waitFor();
}

try {
  await room.lead({ open: { title: "Would it be matched?", form: "estimate-talk-estimate" } });
  await room.lead({ claim: { text: "Restraint would be matched." } });
  await room.lead("next_phase");

  // The door.
  const alma = await someone();
  await alma.page.goto(room.address);
  await sound(alma.page, "door");
  await alma.page.getByLabel("Code of the room").fill("WRNG99");
  await alma.page.getByLabel("Your name").fill("Alma");
  await alma.page.getByRole("button", { name: "Join", exact: true }).click();
  await alma.page.getByText("That is not the code of the room").waitFor();
  await sound(alma.page, "door-wrong");
  await join(alma, room.link, "Alma", (page) => page.getByLabel(/may be told with my name/).check());
  assert.ok(!alma.page.url().includes(room.code), "the code stays in the address");

  // A name is text, whatever it looks like.
  const hostile = "<img src=x onerror=hacked=1>";
  const [bruno, chi] = [await someone({ colorScheme: "dark" }), await someone({ viewport: { width: 1280, height: 800 }, hasTouch: false })];
  await join(bruno, room.link, hostile);
  await join(chi, room.link, "Chi");
  await alma.page.getByText("Your seat", { exact: true }).click();
  await alma.page.getByText("Talk", { exact: true }).waitFor();
  assert.equal(await alma.page.locator("img").count(), 0);
  const wall = await someone({ viewport: { width: 1920, height: 1080 }, hasTouch: false });
  await wall.page.goto(room.wall);
  await wall.page.getByText(room.code, { exact: true }).waitFor();
  await sound(wall.page, "wall-door");
  await sound(alma.page, "seat-welcome");

  // Blind answers.
  await room.lead("next_phase");
  await room.lead({ open_round: 1 });
  const people = [alma, bruno, chi];
  for (const it of people) await it.page.getByRole("heading", { name: "How likely is this?" }).waitFor();
  await sound(alma.page, "round-empty");
  const slider = alma.page.getByRole("slider");
  assert.equal(await slider.getAttribute("aria-valuetext"), "no answer yet");
  await slider.focus();
  await alma.page.keyboard.press("ArrowLeft");
  assert.equal(await alma.page.getByLabel("Your answer", { exact: true }).inputValue(), "99", "keys start at the end that they move away from");
  await answer(alma.page, 71, "Both sides lose by a race.");
  await answer(bruno.page, 23, "Nobody can check it.");
  await answer(chi.page, 57, "");
  await alma.page.getByText("3 of 3").waitFor();
  await sound(alma.page, "round-kept");
  await sound(wall.page, "wall-round");
  // What others answered has not come over anybody's socket, in any form.
  const secrets = [[alma, /71|Both sides lose/], [bruno, /"percent":23|Nobody can check/], [chi, /"percent":57/]];
  for (const [whose, secret] of secrets) {
    assert.ok(whose.frames.some((it) => secret.test(it)), "one's own answer comes back");
    for (const other of [...people, wall].filter((it) => it !== whose)) {
      const held = other.frames.filter((it) => secret.test(it.replace(/"(began|ends|since|tick)":\d+/g, "")));
      assert.deepEqual(held, [], "a frame holds another's answer");
    }
  }

  // The reveal.
  await room.lead({ reveal: 1 });
  for (const it of [...people, wall]) await it.page.getByText("Median 57 %").waitFor();
  await sound(alma.page, "revealed");
  await sound(bruno.page, "revealed-dark");
  await sound(chi.page, "revealed-laptop");
  await sound(wall.page, "wall-revealed");

  // Talk, by the keyboard alone.
  await room.lead("next_phase");
  await chi.page.getByRole("button", { name: "A new point" }).press("Enter");
  await wall.page.getByText("new voice").waitFor();
  await room.lead("next_floor");
  await chi.page.getByText("You have the floor.").first().waitFor();
  await sound(chi.page, "floor");
  await chi.page.getByRole("button", { name: "I have said it" }).press("Enter");
  await bruno.page.getByText("Say back what somebody holds").click();
  await bruno.page.getByLabel("Whose view?").selectOption({ label: "Alma" });
  await bruno.page.getByLabel("What do they hold, and why?").fill("A race harms both, so both would stop.");
  await bruno.page.getByRole("button", { name: "Say it back" }).click();
  await alma.page.getByText("Is this what you hold?").waitFor();
  await sound(alma.page, "judge");
  await alma.page.getByText("Mostly", { exact: true }).click();
  await alma.page.getByLabel("What was missed?").fill("Only if it can be seen.");
  await alma.page.getByRole("button", { name: "Say so" }).click();
  await bruno.page.getByText("Missed: Only if it can be seen.").waitFor();
  await bruno.page.getByText("Propose something").click();
  await bruno.page.getByText("A crux question").click();
  await bruno.page.getByLabel(/Which question/).fill("Can restraint be checked?");
  await bruno.page.getByLabel("About which claim?").selectOption("1");
  await sound(bruno.page, "propose-dark");
  await bruno.page.getByRole("button", { name: "Propose it" }).click();
  await bruno.page.getByText("The facilitator has not decided yet.").waitFor();
  await room.lead({ accept: { proposal: 1 } });
  await chi.page.getByText("Does it hang on this?").waitFor();
  await chi.page.getByText("Partly", { exact: true }).click();
  await sound(chi.page, "crux");
  await chi.page.getByRole("button", { name: "Answer", exact: true }).click();
  await chi.page.getByText("Your answer is kept.").first().waitFor();
  await alma.page.getByText("Yes", { exact: true }).click();
  await alma.page.getByRole("button", { name: "Answer", exact: true }).click();
  await alma.page.getByText("2 of 3").waitFor();
  await room.lead({ reveal_crux: 1 });
  await alma.page.getByText(/double crux/i).waitFor();
  await sound(wall.page, "wall-crux");
  await room.lead({ poll: { kind: { dots: 5 }, text: "What to follow?", options: ["Checks", "Costs"] } });
  await alma.page.getByRole("button", { name: "One dot more for Checks" }).click();
  await sound(alma.page, "vote");
  await alma.page.getByRole("button", { name: "Vote", exact: true }).click();
  await alma.page.getByText("Your vote is kept.").first().waitFor();

  // One reloads and keeps the seat.
  await bruno.page.reload();
  await bruno.page.getByText("Propose something").waitFor();
  assert.equal(await bruno.page.getByLabel("Your name").count(), 0, "the seat is lost by reloading");

  // Again, with one who comes late: nothing is theirs of what was before.
  await room.lead("next_phase");
  const dara = await someone();
  await join(dara, room.link, "Dara");
  await dara.page.getByText("What you have missed").waitFor();
  await sound(dara.page, "late");
  await room.lead({ open_round: 1 });
  // One loses the connection while answering: the seat comes back by itself, and what was typed is still there.
  await chi.page.getByLabel("Your answer", { exact: true }).fill("57");
  const before = chi.frames.length;
  await chi.page.evaluate(() => sockets.at(-1).close());
  await chi.page.getByText("No connection. Trying again").waitFor();
  await sound(chi.page, "away");
  await chi.page.getByText("No connection. Trying again").waitFor({ state: "detached" });
  assert.ok(await chi.page.evaluate(() => sockets.length) >= 2, "the page has opened a new socket");
  const again = chi.frames.slice(before).map((it) => JSON.parse(it)).find((it) => it.view);
  assert.deepEqual([again.view.you.seat, again.view.you.name], [3, "Chi"], "it is the seat from before");
  assert.equal(await chi.page.getByLabel("Your answer", { exact: true }).inputValue(), "57");
  assert.match(await room.log(), /"what":\{"gone":3\}[^]*"what":\{"back":\{"seat":3,"token":null\}\}/, "the log knows of it");
  for (const [it, number] of [[alma, 64], [bruno, 38], [chi, 57], [dara, 45]]) {
    await it.page.getByRole("heading", { name: "Second time" }).waitFor();
    await answer(it.page, number);
  }
  await room.lead({ reveal: 2 });
  await wall.page.getByText("1 went up, 1 stayed and 1 went down").waitFor();
  await dara.page.getByText("Median 45 %").waitFor();
  await sound(alma.page, "shift");
  await sound(wall.page, "wall-shift");

  // A locked room lets nobody new in, and everybody back.
  await room.lead({ lock: true });
  const late = await someone();
  await late.page.goto(room.link);
  await late.page.getByLabel("Your name").fill("Emil");
  await late.page.getByRole("button", { name: "Join", exact: true }).click();
  await late.page.getByText("The room is locked").waitFor();
  await dara.page.reload();
  await dara.page.getByText("Propose something").waitFor();

  // Whose seat is taken away is told so, and stands at the door again.
  await room.lead({ remove: "Dara" });
  await dara.page.getByText("That seat was taken away").waitFor();
  await dara.page.getByLabel("Your name").waitFor();
  await sound(dara.page, "removed");

  // A script that got into the page does not run: neither one that is put there later, nor one that came with it.
  await alma.page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.hacked = 1";
    document.body.append(script);
    document.body.insertAdjacentHTML("beforeend", "<b onclick='window.hacked = 1' id='hack'>x</b>");
    const hack = document.getElementById("hack");
    hack.click();
    hack.remove();
  });
  assert.equal(await alma.page.evaluate(() => window.hacked), undefined);
  await late.page.route("**/", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace("</body>", "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'></body>") });
  });
  await late.page.reload();
  await late.page.getByLabel("Your name").waitFor();
  assert.equal(await late.page.evaluate(() => window.hacked), undefined);

  // Paused and over.
  await room.lead("pause");
  await alma.page.getByText("Paused.").first().waitFor();
  await room.lead("resume");
  await room.lead("close");
  for (const it of people) await it.page.getByText("The session is over.").first().waitFor();
  await sound(alma.page, "over");

  const log = await room.log();
  assert.ok(!/[0-9a-f]{32}(?![0-9a-f])(?<![0-9a-f]{33})/.test(log), "a key stands in the log");
  const expected = /Refused to|Content Security Policy|403|423|ERR_INTERNET_DISCONNECTED|ERR_FAILED|404|WebSocket/;
  for (const it of all) assert.deepEqual(it.errors.filter((error) => !expected.test(error)), []);
  console.log("the browser test is done: all is well");
} catch (error) {
  if (SHOTS) for (const [n, it] of all.entries()) await it.page.screenshot({ path: `${SHOTS}/failed-${n}.png` }).catch(() => {});
  for (const it of all) if (it.errors.length) console.error(it.errors);
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
  await room.end();
}
