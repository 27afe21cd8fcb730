// A session of the real program, led over standard input, and browsers that join it.
import { spawn } from "node:child_process";
import { mkdtemp, writeFile, rm, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { chromium } from "playwright-core";

const MAP = await readFile(new URL("../../assets/sample.ron", import.meta.url));

/** Starts the program; `lead(line)` does what a facilitator types and resolves once it is done. */
export async function host(program) {
  const folder = await mkdtemp(join(tmpdir(), "cruxmap-browser-"));
  await writeFile(join(folder, "map.ron"), MAP);
  const child = spawn(program, ["session", "map.ron", "--listen", "127.0.0.1:0", "--log", "s.log"], { cwd: folder });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => (await lines.next()).value;
  let told = "";
  child.stderr.on("data", (it) => (told += it));
  const link = (await next()).replace("join at ", "");
  const wall = (await next()).replace("wall at ", "");
  return {
    link,
    wall,
    code: link.split("#")[1],
    address: link.split("#")[0],
    async lead(does) {
      child.stdin.write(`${JSON.stringify({ host: does })}\n`);
      return next();
    },
    /** Leads, and expects to be refused. */
    async refused(does) {
      told = "";
      child.stdin.write(`${JSON.stringify({ host: does })}\n`);
      while (!told.includes("\n")) await new Promise((done) => setTimeout(done, 10));
      return told;
    },
    memory: async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024,
    log: () => readFile(join(folder, "s.log"), "utf8"),
    async end() {
      child.stdin.end();
      await new Promise((done) => child.on("close", done));
      await rm(folder, { recursive: true });
    },
  };
}

export const browser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A browser of its own, with all frames that come over its sockets and all that goes wrong on the page. */
export async function person(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, reducedMotion: "reduce", ...options });
  // To drop a connection: setting a browser offline leaves sockets to this computer alone.
  await context.addInitScript(() => {
    const Real = WebSocket;
    window.sockets = [];
    window.WebSocket = class extends Real {
      constructor(...at) {
        super(...at);
        window.sockets.push(this);
      }
    };
  });
  const page = await context.newPage();
  const frames = [];
  const errors = [];
  page.on("websocket", (socket) => socket.on("framereceived", (it) => frames.push(String(it.payload))));
  page.on("pageerror", (it) => errors.push(String(it)));
  page.on("console", (it) => it.type() === "error" && errors.push(it.text()));
  return { context, page, frames, errors };
}

/** Comes in by the link. */
export async function join_(who, link, name, more = async () => {}) {
  await who.page.goto(link);
  await who.page.getByLabel("Your name").fill(name);
  await more(who.page);
  await who.page.getByRole("button", { name: "Join", exact: true }).click();
  await who.page.getByText(name, { exact: true }).first().waitFor();
}
