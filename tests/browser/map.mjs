// The page of a map in Chromium, from a file, without a network: `CRUXMAP=path/to/cruxmap node map.mjs MAP.ron`.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { browser as launch } from "./room.mjs";

const AXE = await readFile(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const SHOTS = process.env.SHOTS;
const program = process.env.CRUXMAP ?? "../../target/debug/cruxmap";
const map = process.argv[2] ?? new URL("../../assets/sample.ron", import.meta.url).pathname;

const folder = await mkdtemp(join(tmpdir(), "cruxmap-page-"));
const file = join(folder, "map.html");
execFileSync(program, ["export", map, "-o", file], { stdio: ["ignore", "ignore", "ignore"] });
const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1200, height: 800 } });
    await context.setOffline(true);
    const page = await context.newPage();
    const faults = [], asked = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (line) => line.type() === "error" && faults.push(line.text()));
    page.on("request", (it) => asked.push(it.url()));
    await page.goto(pathToFileURL(file).href);
    const view = () => page.locator("#stage svg").getAttribute("viewBox").then((it) => it.split(" ").map(Number));
    const shot = (name) => SHOTS && page.screenshot({ path: `${SHOTS}/map-${colorScheme}-${name}.png` });

    // Every node of the picture is a line of the outline.
    const points = await page.locator('#stage [data-item^="n"]').count();
    assert.ok(points > 3, `${points} points`);
    assert.equal(await page.locator('#outline li[id^="o-n"]').count(), points);
    await shot("whole");

    // By keys: zoom, walk, move, fit.
    await page.locator("#stage").focus();
    const whole = await view();
    await page.keyboard.press("+");
    assert.ok((await view())[2] < whole[2], "plus zooms in");
    await page.keyboard.press("ArrowDown");
    await page.locator("#details").waitFor();
    const first = await page.locator("#details").textContent();
    for (const key of ["ArrowDown", "ArrowLeft", "ArrowDown"]) await page.keyboard.press(key);
    assert.notEqual(await page.locator("#details").textContent(), first, "arrows walk");
    await shot("chosen");
    const before = await view();
    await page.keyboard.press("Shift+ArrowRight");
    assert.ok((await view())[0] > before[0], "shift with an arrow moves the map");
    await page.keyboard.press("Escape");
    assert.ok(await page.locator("#details").isHidden(), "escape closes the details");
    await page.keyboard.press("ArrowDown");
    await page.getByRole("button", { name: "Close" }).click();
    assert.ok(await page.locator("#details").isHidden(), "so does its button");
    await page.keyboard.press("0");
    assert.deepEqual((await view()).map(Math.round), whole.map(Math.round), "zero fits all");

    // By mouse: wheel, drag, click.
    const box = await page.locator("#stage").boundingBox();
    await page.mouse.move(box.x + 300, box.y + 300);
    await page.mouse.wheel(0, -400);
    await page.waitForFunction((was) => Number(document.querySelector("#stage svg").getAttribute("viewBox").split(" ")[2]) < was, whole[2]);
    const zoomed = await view();
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 250, { steps: 4 });
    await page.mouse.up();
    assert.ok((await view())[0] > zoomed[0] && (await view())[1] > zoomed[1], "dragging moves the map");
    await page.locator("#fit").click();
    await page.locator('#stage [data-item^="n"]').nth(1).click({ position: { x: 20, y: 12 } });
    await page.locator("#details").waitFor();

    // From the outline, by keys; finding; hiding the outline.
    const link = page.locator("#outline a[data-to]").nth(2);
    await link.focus();
    await page.keyboard.press("Enter");
    assert.equal(await link.getAttribute("aria-current"), "true");
    const words = (await link.textContent()).trim();
    await page.getByLabel("Find").fill(words.slice(0, 20));
    await page.keyboard.press("Enter");
    assert.match(await page.locator("#found").textContent(), /^\d+ of \d+$/);
    await page.getByRole("button", { name: "Outline" }).click();
    assert.equal(await page.getByRole("button", { name: "Outline" }).getAttribute("aria-expanded"), "false");
    await shot("alone");
    await page.getByRole("button", { name: "Outline" }).click();

    await page.evaluate(AXE).catch(() => {});
    // The page's own rules let no other script in; the checker comes past them.
    const checked = await context.newCDPSession(page);
    await checked.send("Page.setBypassCSP", { enabled: true });
    await page.reload();
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => axe.run({ resultTypes: ["violations"] }));
    const told = violations.map((it) => `${it.id}: ${it.help}\n  ${it.nodes.map((node) => node.html.slice(0, 300)).join("\n  ")}`);
    assert.equal(violations.length, 0, told.join("\n"));
    await page.setViewportSize({ width: 420, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px wider than a phone`);
    await shot("phone");
    assert.deepEqual(faults, []);
    assert.ok(asked.every((it) => it.startsWith("file:")), asked.join(" "));
    await context.close();
  }
  console.log("the page of a map: all is well");
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}
