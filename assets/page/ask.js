// What is asked: rounds, tests of cruxes, votes. What was answered can be changed until it is shown.
import { html, useState } from "/htm-preact.js";
import { Card, Choice, Words, Wrong, useDoing } from "/parts.js";
import { Percent, isWrong, percent } from "/percent.js";
import { Outcome, Tally, nth } from "/shown.js";

const Count = ({ n, of, what }) => html`<p class="counted"><b>${n} of ${of}</b> have ${what}.</p>`;

export const saidWords = (said) => (said === "dont_know" ? "don’t know" : said === "unclear" ? "question unclear" : `${said.percent} %`);

/** The round that is open. Give it the round's number as key: it begins empty. */
export function Round({ round, send, able, kept }) {
  const { yours } = round;
  const [number, setNumber] = useState(yours?.said.percent ? String(yours.said.percent) : "");
  const [other, setOther] = useState(typeof yours?.said === "string" ? yours.said : null);
  const [reason, setReason] = useState(yours?.reason ?? "");
  const [edits, setEdits] = useState(!yours);
  const [missing, setMissing] = useState("");
  const [doing, error, run] = useDoing(send);

  function typed(text) {
    setNumber(text);
    setOther(null);
    setMissing("");
  }
  function choose(which) {
    setOther(which === other ? null : which);
    if (which !== other) setNumber("");
    setMissing("");
  }
  async function submit(event) {
    event.preventDefault();
    const value = percent(number);
    const said = other ?? (value === null ? null : { percent: value });
    if (said === null) {
      setMissing(isWrong(number) ? "" : "Give a number, or say that you don’t know or that the question is unclear.");
      document.getElementById("credence")?.focus();
      return;
    }
    if (await run({ enter: { round: { round: round.round, answer: { said, reason } } } }, `Your answer, ${saidWords(said)}, is kept.`)) {
      setEdits(false);
      kept?.();
    }
  }
  const title = round.nth === 1 ? "How likely is this?" : `How likely is this? ${nth(round.nth)}`;
  const Other = ({ which, label }) => html`<button type="button" class="toggle" aria-pressed=${other === which} onClick=${() => choose(which)}>${label}</button>`;
  let body = null;
  if (able && !edits && yours) {
    body = html`<div class="kept"><p><span class="tick" aria-hidden="true">✓</span> Your answer: <b>${saidWords(yours.said)}</b></p>
      ${yours.reason ? html`<p class="quote">${yours.reason}</p>` : null}
      <p class="hint">Nobody sees it before all are shown at once.</p>
      <button type="button" onClick=${() => setEdits(true)}>Change it</button></div>`;
  } else if (able) {
    body = html`<form onSubmit=${submit}>
      <${Percent} id="credence" label="Your answer" value=${number} set=${typed} />
      <div class="row wrap"><${Other} which="dont_know" label="I don’t know" /><${Other} which="unclear" label="The question is unclear" /></div>
      <${Words} id="reason" label="Why? (if you like)" hint="Shown without your name, and only for the highest and lowest answers or those without a number." value=${reason} set=${setReason} />
      <${Wrong}>${error || missing}<//>
      <button class="main" disabled=${doing}>${doing ? "Sending …" : yours ? "Answer anew" : "Answer"}</button></form>`;
  }
  return html`<${Card} title=${title} kind="asked" id="round-title"><p class="claim">${round.text}</p>
    <${Count} n=${round.answered} of=${round.of} what="answered" />${body}<//>`;
}

const WOULD = [["yes", "Yes"], ["partly", "Partly"], ["no", "No"], ["unsure", "Unsure"]];
const NUMBERS = [
  ["q", "How likely is “yes” to the question?"],
  ["a", "If “yes”: how likely is the claim then?"],
  ["b", "If “no”: how likely is the claim then?"],
];

/** A test of a question as a crux. */
export function Crux({ crux, claim, send, able }) {
  const id = `crux-${crux.crux}`;
  const { yours, outcome } = crux;
  const [would, setWould] = useState(yours?.would ?? null);
  const [numbers, setNumbers] = useState(() => Object.fromEntries(NUMBERS.map(([key]) => [key, yours?.numbers ? String(yours.numbers[key]) : ""])));
  const [missing, setMissing] = useState("");
  const [doing, error, run] = useDoing(send);

  async function submit(event) {
    event.preventDefault();
    const given = NUMBERS.map(([key]) => numbers[key]).filter((it) => it.trim() !== "");
    if (would === null) return setMissing("Say whether it would change your mind.");
    if (given.length && NUMBERS.some(([key]) => percent(numbers[key]) === null)) return setMissing("Give all three numbers from 1 to 99, or none.");
    setMissing("");
    const answer = { would };
    if (given.length) answer.numbers = Object.fromEntries(NUMBERS.map(([key]) => [key, percent(numbers[key])]));
    await run({ enter: { crux: { crux: crux.crux, answer } } }, "Your answer on the question is kept.");
  }
  return html`<${Card} title="Does it hang on this?" kind=${outcome ? "" : "asked"} id=${id}>
    <p class="claim">${crux.question}</p><p class="weak">On the claim: ${claim}</p>
    ${outcome ? html`<${Outcome} outcome=${outcome} />` : html`<${Count} n=${crux.answered} of=${crux.of} what="answered" />`}
    ${!outcome && able
      ? html`<form onSubmit=${submit}>
        <${Choice} name=${id} legend="If the answer were not what you expect: would you change your mind about the claim?" options=${WOULD} value=${would} set=${setWould} />
        <details><summary>In numbers, if you like</summary>
          ${NUMBERS.map(([key, label]) => html`<${Percent} key=${key} id=${`${id}-${key}`} label=${label} value=${numbers[key]} set=${(it) => setNumbers({ ...numbers, [key]: it })} />`)}</details>
        ${crux.look_again ? html`<p class="notice">Your numbers do not quite go together with how likely you hold the claim. Look at them again, if you like; they count as they are.</p>` : null}
        <${Wrong}>${error || missing}<//>
        <button class="main" disabled=${doing}>${yours ? "Answer anew" : "Answer"}</button>
        ${yours ? html`<p class="kept"><span class="tick" aria-hidden="true">✓</span> Your answer is kept.</p>` : null}</form>`
      : null}<//>`;
}

const STANCES = [["agree", "Agree"], ["disagree", "Disagree"], ["pass", "Pass"]];
const IMPACTS = [["0", "0 nothing"], ["1", "1"], ["2", "2"], ["3", "3"], ["4", "4 everything"]];

/** A vote. */
export function Poll({ poll, send, able }) {
  const id = `poll-${poll.poll}`;
  const kind = typeof poll.kind === "string" ? poll.kind : "dots";
  const [votes, setVotes] = useState(() => poll.yours?.[kind].map(String) ?? poll.options.map(() => (kind === "dots" ? "0" : null)));
  const [missing, setMissing] = useState("");
  const [doing, error, run] = useDoing(send);
  const set = (n, it) => setVotes(votes.map((old, k) => (k === n ? it : old)));
  const spent = kind === "dots" ? votes.reduce((all, it) => all + Number(it), 0) : 0;

  async function submit(event) {
    event.preventDefault();
    if (votes.includes(null)) return setMissing("Say something on each line.");
    setMissing("");
    const vote = { [kind]: kind === "stance" ? votes : votes.map(Number) };
    await run({ enter: { poll: { poll: poll.poll, vote } } }, "Your vote is kept.");
  }
  const most = kind === "dots" ? poll.kind.dots : 0;
  const line = (it, n) => {
    if (kind !== "dots") return html`<${Choice} key=${n} name=${`${id}-${n}`} legend=${it} options=${kind === "stance" ? STANCES : IMPACTS} value=${votes[n]} set=${(to) => set(n, to)} />`;
    const dots = Number(votes[n]);
    return html`<div key=${n} class="spend" role="group" aria-label=${it}><span>${it}</span><button type="button" aria-label=${`One dot less for ${it}`} disabled=${dots === 0} onClick=${() => set(n, String(dots - 1))}>−</button><output>${dots}</output><button type="button" aria-label=${`One dot more for ${it}`} disabled=${spent >= most} onClick=${() => set(n, String(dots + 1))}>+</button></div>`;
  };
  return html`<${Card} title="A vote" kind=${poll.tally ? "" : "asked"} id=${id}><p class="claim">${poll.text}</p>
    ${poll.tally ? html`<${Tally} poll=${poll} />` : html`<${Count} n=${poll.voted} of=${poll.of} what="voted" />`}
    ${!poll.tally && able
      ? html`<form onSubmit=${submit}>${poll.options.map(line)}
        ${kind === "dots" ? html`<p class="hint">${most - spent} of ${most} dots left.</p>` : null}
        <${Wrong}>${error || missing}<//>
        <button class="main" disabled=${doing}>${poll.yours ? "Vote anew" : "Vote"}</button>
        ${poll.yours ? html`<p class="kept"><span class="tick" aria-hidden="true">✓</span> Your vote is kept.</p>` : null}</form>`
      : null}<//>`;
}
