// Small parts that several screens have.
import { html, useEffect, useRef, useState } from "/htm-preact.js";
import { now } from "/socket.js";

let region = null;

/** Says something to a screen reader, when it has time. */
export function say(text) {
  if (region) region.textContent = text;
}

/** Where that is said. */
export const Voice = () => html`<div class="heard" role="status" aria-live="polite" ref=${(it) => (region = it)}></div>`;

export const words = (n, one, many) => `${n} ${n === 1 ? one : many}`;

const clock = (ms) => {
  const all = Math.floor(Math.abs(ms) / 1000);
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
};

/** The time a phase has left. Nothing happens when it is over. */
export function Timer({ phase }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const it = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(it);
  }, []);
  const left = phase.ends - (phase.paused ?? now());
  const over = left < 0;
  const text = over ? `${clock(left)} over time` : `${clock(left + 999)} left`;
  return html`<span class="timer ${over ? "over" : ""}" role="timer">${text}${phase.paused ? ", paused" : ""}</span>`;
}

/** A part of the page with a heading. */
export function Card({ title, kind = "", children, id }) {
  return html`<section class="card ${kind}" aria-labelledby=${id}><h2 id=${id}>${title}</h2>${children}</section>`;
}

/** Something to open: what is not needed all the time. */
export function Fold({ title, children, count }) {
  return html`<details class="card fold"><summary><h2>${title}</h2>${count ? html`<span class="count">${count}</span>` : null}</summary><div>${children}</div></details>`;
}

/**
 * Does something over the socket, and tells how it went: `[doing, error, run]`. `run(does, told)` is true once it is kept.
 */
export function useDoing(send) {
  const [state, set] = useState({ doing: false, error: "" });
  const alive = useRef(true);
  useEffect(() => () => (alive.current = false), []);
  async function run(does, told) {
    set({ doing: true, error: "" });
    try {
      await send(does);
      if (alive.current) set({ doing: false, error: "" });
      if (told) say(told);
      return true;
    } catch (error) {
      if (alive.current) set({ doing: false, error: error.message });
      return false;
    }
  }
  return [state.doing, state.error, run];
}

/** Why something was not done. */
export const Wrong = ({ children, id }) => (children ? html`<p class="wrong" role="alert" id=${id}>${children}</p>` : null);

/** One of several, by large buttons: radio buttons, so that arrow keys go through them. */
export function Choice({ name, legend, options, value, set, hidden = false }) {
  return html`<fieldset class="choice"><legend class=${hidden ? "heard" : ""}>${legend}</legend><div class="options">
    ${options.map(([key, label]) => html`<label key=${key}><input type="radio" name=${name} value=${key} checked=${value === key} onChange=${() => set(key)} /><span>${label}</span></label>`)}
  </div></fieldset>`;
}

/** A field of several lines. */
export function Words({ id, label, hint, value, set, lines = 2, most = 2000 }) {
  const hinted = hint ? `${id}-hint` : undefined;
  return html`<div class="field"><label for=${id}>${label}</label>${hint ? html`<p class="hint" id=${hinted}>${hint}</p>` : null}
    <textarea id=${id} rows=${lines} maxlength=${most} value=${value} aria-describedby=${hinted} onInput=${(it) => set(it.target.value)}></textarea></div>`;
}
