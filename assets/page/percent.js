// A credence, by a number field and a slider. Neither begins anywhere: what stands there first would draw answers to it.
import { html } from "/htm-preact.js";

/** The number that was typed, from 1 to 99, or nothing. */
export function percent(text) {
  const it = /^\s*(\d{1,2})\s*%?\s*$/.exec(text);
  const value = it ? Number(it[1]) : 0;
  return value >= 1 ? value : null;
}

/** Whether something was typed that is no credence. */
export const isWrong = (text) => text.trim() !== "" && percent(text) === null;

// Where the slider starts by keys: at the end that one moves away from, never in the middle.
const FIRST = { ArrowRight: 1, ArrowUp: 1, Home: 1, PageUp: 10, ArrowLeft: 99, ArrowDown: 99, End: 99, PageDown: 90 };

/** `value` is what was typed. */
export function Percent({ id, label, value, set, ends = ["surely not", "surely"] }) {
  const number = percent(value);
  const none = number === null;
  const wrong = isWrong(value);
  function key(event) {
    if (none && event.key in FIRST) {
      event.preventDefault();
      set(String(FIRST[event.key]));
    }
  }
  const slide = (event) => set(event.target.value);
  return html`<div class="percent">
    <label for=${id}>${label}</label>
    <div class="row">
      <span class="number"><input id=${id} type="text" inputmode="numeric" autocomplete="off" maxlength="4" value=${value} aria-invalid=${wrong} aria-describedby=${`${id}-hint`} onInput=${slide} /><span aria-hidden="true">%</span></span>
      <span class="slide ${none ? "none" : ""}">
        <input type="range" min="1" max="99" step="1" value=${none ? 50 : number} aria-label=${`${label}, slider`} aria-valuetext=${none ? "no answer yet" : `${number} percent`} onInput=${slide} onClick=${slide} onKeyDown=${key} />
        <span class="ends" aria-hidden="true"><span>1 % ${ends[0]}</span><span>${ends[1]} 99 %</span></span>
      </span>
    </div>
    <p class=${wrong ? "wrong" : "hint"} id=${`${id}-hint`} aria-live="polite">${wrong ? "A whole number from 1 to 99." : "From 1 to 99."}</p>
  </div>`;
}
