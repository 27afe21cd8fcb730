// What was shown: spreads, shifts, counts of votes, outcomes of tests. Always in words too.
import { html } from "/htm-preact.js";
import { words } from "/parts.js";

const NTH = ["First time", "Second time", "Third time"];
export const nth = (n) => NTH[n - 1] ?? `${n}th time`;

/** Answers as dots over a line from 1 to 99 %, with the middle half as a bar and the median as a stroke. */
function Dots({ spread }) {
  const stacks = new Map();
  for (const it of spread.values) stacks.set(it, (stacks.get(it) ?? 0) + 1);
  const highest = Math.max(...stacks.values());
  const step = Math.min(13, 110 / highest);
  const top = highest * step + 6;
  const x = (value) => 8 + (value / 100) * 384;
  const [low, high] = [spread.values[0], spread.values.at(-1)];
  const [q1, q3] = spread.quartiles;
  const dots = [...stacks].flatMap(([value, n]) =>
    Array.from({ length: n }, (_, k) => html`<circle key=${`${value}-${k}`} cx=${x(value)} cy=${top - (k + 0.5) * step} r=${Math.min(6, step / 2.2)} />`));
  const told = `${words(spread.values.length, "answer", "answers")} from ${low} to ${high} percent; median ${spread.median}; the middle half from ${q1} to ${q3}`;
  return html`<div class="dots"><svg viewBox=${`0 0 400 ${top + 26}`} role="img" aria-label=${told}>
      <g class="dot">${dots}</g>
      <line class="axis" x1="8" x2="392" y1=${top + 4} y2=${top + 4} />
      <rect class="half" x=${x(q1) - 2} width=${Math.max(4, x(q3) - x(q1) + 4)} y=${top + 8} height="9" rx="4" />
      <line class="median" x1=${x(spread.median)} x2=${x(spread.median)} y1=${top} y2=${top + 22} />
    </svg><div class="scale" aria-hidden="true"><span>0 %</span><span>50 %</span><span>100 %</span></div></div>`;
}

const Reasons = ({ title, list }) => (list.length ? html`<div class="reasons"><h4>${title}</h4><ul>${list.map((it, n) => html`<li key=${n}>${it}</li>`)}</ul></div>` : null);

/** A round that was shown. */
export function Round({ round }) {
  const { shown } = round;
  const head = html`<h3>${nth(round.nth)} <span class="weak">${words(round.answered, "answer", "answers")}</span></h3>`;
  if (shown.too_few) return html`<div class="round">${head}<p>Too few numbers to be shown: it takes ${shown.too_few.least}, so that nobody is told apart.</p></div>`;
  const it = shown.spread;
  const [q1, q3] = it.quartiles;
  const others = [it.dont_know && `${it.dont_know} × don’t know`, it.unclear && `${it.unclear} × question unclear`].filter(Boolean);
  return html`<div class="round">${head}<${Dots} spread=${it} />
    <p class="figures"><b>Median ${it.median} %</b>, the middle half from ${q1} to ${q3} %, all from ${it.values[0]} to ${it.values.at(-1)} %.${others.length ? ` ${others.join(", ")}.` : ""}</p>
    <${Reasons} title=${`Reasons at ${it.values[0]} %`} list=${it.lowest} />
    <${Reasons} title=${`Reasons at ${it.values.at(-1)} %`} list=${it.highest} />
    <${Reasons} title="From those without a number" list=${it.without} /></div>`;
}

/** How people moved. */
function Shift({ shift }) {
  const { all, named, people } = shift;
  return html`<div class="shift"><h3>From the first to the last time</h3>
    ${all
      ? html`<p>Of the ${people} who gave a number both times, ${all.up_same_down[0]} went up, ${all.up_same_down[1]} stayed and ${all.up_same_down[2]} went down; the median went from ${all.medians[0]} to ${all.medians[1]} %. They were ${all.widths[0]} points apart, and are ${all.widths[1]} now.</p>`
      : html`<p>Too few gave a number both times to tell how they moved.</p>`}
    ${named.length ? html`<ul>${named.map((it) => html`<li key=${it.name}>${it.name}: ${it.from_to[0]} %, then ${it.from_to[1]} %</li>`)}</ul>` : null}</div>`;
}

/** A claim with all that was shown of it, the newest first but for where they stand side by side. */
export function Item({ item, rounds = [...item.rounds].reverse() }) {
  return html`<section class="card item"><h2 class="claim">${item.text}</h2>
    ${item.shift ? html`<${Shift} shift=${item.shift} />` : null}
    <div class="rounds">${rounds.map((it) => html`<${Round} key=${it.round} round=${it} />`)}</div></section>`;
}

/** A share as a bar beside its count. */
function Bars({ rows }) {
  const most = Math.max(1, ...rows.map((it) => it[1]));
  return html`<ul class="bars">${rows.map(([label, n]) => html`<li key=${label}><span>${label}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width=${(n / most) * 100} height="8" /></svg><b>${n}</b></li>`)}</ul>`;
}

/** The count of a vote. */
export function Tally({ poll }) {
  const { tally, options } = poll;
  if (tally.too_few) return html`<p>Too few votes to be shown: it takes ${tally.too_few.least}.</p>`;
  if (tally.dots) return html`<${Bars} rows=${options.map((it, n) => [it, tally.dots[n]])} />`;
  const [counts, names] = tally.stance ? [tally.stance, ["agree", "disagree", "pass"]] : [tally.impact, ["0 nothing", "1", "2", "3", "4 everything"]];
  return html`<div>${options.map((it, n) => html`<div key=${n}><h3>${it}</h3><${Bars} rows=${names.map((name, k) => [name, counts[n][k]])} /></div>`)}</div>`;
}

export const WHY = {
  too_few_answers: "Fewer than two people have answered.",
  moves_nobody: "No answer to it would change anybody’s mind.",
  moves_one: "It would change the mind of one side, but not of the other.",
  no_credences: "It is not known how likely those whom it would move hold the claim.",
  agree_on_claim: "Those whom it would move are hardly apart on the claim.",
  opposite_ways: "The same answer would move the two sides opposite ways.",
  agree_on_question: "Both sides expect the same answer to it: their disagreement on the claim comes from elsewhere.",
  does_not_account: "Their answers to it point the other way: they cannot be why they are apart on the claim.",
};

/** What a test has come to. */
export function Outcome({ outcome }) {
  if (outcome.too_few) return html`<p>Too few answers to be shown: it takes ${outcome.too_few.least}.</p>`;
  const it = outcome.found ?? outcome.not_found;
  const would = ["yes", "partly", "no", "unsure"].map((word, n) => [word, it.would[n]]);
  return html`<div class="outcome">
    ${outcome.found
      ? html`<p><b>A double crux${it.between ? ` between ${it.between[0]} and ${it.between[1]}` : ""}</b>${it.pairs > 1 ? `, for ${it.pairs} pairs of people` : ""}.${it.closes == null ? "" : ` An answer would be expected to close ${it.closes} % of their distance on the claim.`}</p>`
      : html`<p><b>No double crux.</b> ${WHY[it.why]}</p>`}
    <p class="weak">Would it change your mind?</p><${Bars} rows=${would} /></div>`;
}
