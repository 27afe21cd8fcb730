// Talking: hands, views said back, proposals, what is parked, and the scribe's part.
import { html, useState } from "/htm-preact.js";
import { Card, Choice, Fold, Words, Wrong, useDoing } from "/parts.js";
import { Percent, percent } from "/percent.js";

const handWords = (hand, seats) =>
  hand === "new_point" ? "a new point" : hand === "process" ? "how we go on" : `a reply to ${seats.find((it) => it.seat === hand.reply)?.name ?? `seat ${hand.reply}`}`;

function Whom({ id, label, seats, value, set }) {
  return html`<div class="field"><label for=${id}>${label}</label><select id=${id} value=${value} onChange=${(it) => set(it.target.value)}>
    <option value="">Choose …</option>${seats.map((it) => html`<option key=${it.seat} value=${String(it.seat)}>${it.name}</option>`)}</select></div>`;
}

/** Who has the floor, who wants it, and one's own hand. */
export function Floor({ view, send, able }) {
  const { you, floor, queue, seats } = view;
  const [to, setTo] = useState("");
  const [doing, error, run] = useDoing(send);
  const mine = queue.find((it) => it.seat === you.seat);
  const silent = view.phase && (view.phase.does === "think" || view.phase.does === "estimate");
  const has = floor?.seat === you.seat;
  const others = seats.filter((it) => it.seat !== you.seat);
  const raise = (hand) => run({ raise: hand }, "Your hand is up.");
  let hands = null;
  if (has) hands = html`<button class="main" disabled=${doing} onClick=${() => run("end_turn", "You gave the floor back.")}>I have said it</button>`;
  else if (silent) hands = html`<p class="hint">This part is silent. Hands go up when people talk.</p>`;
  else if (able) {
    hands = html`${mine ? html`<button disabled=${doing} onClick=${() => run("lower", "Your hand is down.")}>Take my hand down</button>` : null}
      <div class="row wrap" role="group" aria-label="Raise a hand">
        <button disabled=${doing || mine?.hand === "new_point"} onClick=${() => raise("new_point")}>A new point</button>
        <button disabled=${doing || mine?.hand === "process"} onClick=${() => raise("process")}>How we go on</button></div>
      <div class="row end"><${Whom} id="reply-to" label="A reply to" seats=${others} value=${to} set=${setTo} /><button disabled=${doing || !to} onClick=${() => raise({ reply: Number(to) })}>Reply</button></div>`;
  }
  return html`<${Card} title="Talk" id="talk" kind=${has ? "asked" : ""}>
    <p>${floor ? html`<b>${has ? "You have" : `${floor.name} has`} the floor.</b>` : "Nobody has the floor."}</p>
    ${queue.length ? html`<ol class="queue">${queue.map((it) => html`<li key=${it.seat}><b>${it.seat === you.seat ? "You" : it.name}</b> ${handWords(it.hand, seats)}${it.new_voice ? html` <span class="tag">new voice</span>` : null}</li>`)}</ol>` : null}
    ${hands}<${Wrong}>${error}<//><//>`;
}

const VERDICTS = [["yes", "Yes"], ["mostly", "Mostly"], ["no", "No"]];
const VERDICT = { yes: "Yes, that is it.", mostly: "Mostly.", no: "No." };

function Judge({ it, send }) {
  const [verdict, setVerdict] = useState(null);
  const [missed, setMissed] = useState("");
  const [doing, error, run] = useDoing(send);
  return html`<${Card} title="Is this what you hold?" kind="asked" id=${`said-${it.paraphrase}`}>
    <p class="weak">${it.by} says that you hold:</p><p class="quote">${it.text}</p>
    <${Choice} name=${`verdict-${it.paraphrase}`} legend="Is that right?" options=${VERDICTS} value=${verdict} set=${setVerdict} />
    ${verdict && verdict !== "yes" ? html`<${Words} id=${`missed-${it.paraphrase}`} label="What was missed?" value=${missed} set=${setMissed} />` : null}
    <${Wrong}>${error}<//>
    <button class="main" disabled=${doing || !verdict} onClick=${() => run({ judge: { paraphrase: it.paraphrase, verdict, missed } }, "Said.")}>Say so</button><//>`;
}

/** Views said back that wait for one's own judgement. */
export const ToJudge = ({ view, send, able }) =>
  able ? view.paraphrases.filter((it) => it.of_seat === view.you.seat && !it.verdict).map((it) => html`<${Judge} key=${it.paraphrase} it=${it} send=${send} />`) : null;

/** Says back what somebody else holds. */
export function SayBack({ view, send, able }) {
  const [of, setOf] = useState("");
  const [text, setText] = useState("");
  const [doing, error, run] = useDoing(send);
  const others = view.seats.filter((it) => it.seat !== view.you.seat && it.role === "participant");
  async function submit(event) {
    event.preventDefault();
    if (await run({ say_back: { of: Number(of), text } }, "Said. The other judges it.")) setText("");
  }
  if (!able && !view.paraphrases.length) return null;
  return html`<${Fold} title="Say back what somebody holds">
    ${able
      ? html`<form onSubmit=${submit}><${Whom} id="of" label="Whose view?" seats=${others} value=${of} set=${setOf} />
      <${Words} id="back" label="What do they hold, and why?" hint="In your words, so that they would say: yes, that is it." value=${text} set=${setText} lines=${3} />
      <${Wrong}>${error}<//><button disabled=${doing || !of || !text.trim()}>Say it back</button></form>`
      : null}
    <ul class="plain">${view.paraphrases.map((it) => html`<li key=${it.paraphrase}><b>${it.by}</b> on the view of <b>${it.of}</b>: <span class="quote">${it.text}</span> ${it.verdict ? html`<b>${VERDICT[it.verdict]}</b>${it.missed ? ` Missed: ${it.missed}` : ""}` : html`<span class="weak">${it.of} has not judged it yet.</span>`}</li>`)}</ul><//>`;
}

const KINDS = [["claim", "A claim"], ["evidence", "Evidence"], ["crux", "A crux question"]];
const SIDES = [["", "Neither"], ["for", "Speaks for it"], ["against", "Speaks against it"]];
const ASKS = { claim: "What do you claim?", evidence: "What does it show?", crux: "Which question, answered otherwise, would change your mind?" };

function decided(decision) {
  if (!decision) return "The facilitator has not decided yet.";
  if (decision.accepted) return "Taken in.";
  if (decision.merged) return "On the agenda already, in other words.";
  return `Declined: ${decision.declined}`;
}

/** Proposes something for the map. */
export function Propose({ view, send, able }) {
  const [kind, setKind] = useState("claim");
  const [text, setText] = useState("");
  const [quote, setQuote] = useState("");
  const [about, setAbout] = useState("");
  const [side, setSide] = useState("");
  const [doing, error, run] = useDoing(send);
  async function submit(event) {
    event.preventDefault();
    const what = { kind, text };
    if (kind === "evidence") what.quote = quote;
    if (about) what.about = Number(about);
    if (about && side && kind !== "crux") what.side = side;
    if (await run({ propose: what }, "Proposed. The facilitator decides on it.")) {
      setText("");
      setQuote("");
    }
  }
  const seen = view.proposals;
  if (!able && !seen.length) return null;
  return html`<${Fold} title="Propose something" count=${seen.filter((it) => it.yours && !it.decision).length}>
    ${able
      ? html`<form onSubmit=${submit}><${Choice} name="kind" legend="What is it?" options=${KINDS} value=${kind} set=${setKind} />
      <${Words} id="proposed" label=${ASKS[kind]} value=${text} set=${setText} />
      ${kind === "evidence" ? html`<${Words} id="quote" label="Word for word, from the source" hint="With where it stands." value=${quote} set=${setQuote} />` : null}
      ${view.items.length ? html`<div class="field"><label for="about">About which claim?</label><select id="about" value=${about} onChange=${(it) => setAbout(it.target.value)}><option value="">${kind === "crux" ? "Choose …" : "None"}</option>${view.items.map((it) => html`<option key=${it.item} value=${String(it.item)}>${it.text}</option>`)}</select></div>` : null}
      ${about && kind !== "crux" ? html`<${Choice} name="side" legend="What does it do to that claim?" options=${SIDES} value=${side} set=${setSide} />` : null}
      <${Wrong}>${error}<//><button disabled=${doing || !text.trim() || (kind === "crux" && !about) || (kind === "evidence" && !quote.trim())}>Propose it</button></form>`
      : null}
    <ul class="plain">${seen.map((it) => html`<li key=${it.proposal}>${it.yours ? html`<b>You:</b> ` : it.by ? html`<b>${it.by}:</b> ` : null}${it.what.text} <span class="weak">${decided(it.decision)}</span></li>`)}</ul><//>`;
}

/** What is kept for later. */
export function Parked({ view, send, able }) {
  const [text, setText] = useState("");
  const [doing, error, run] = useDoing(send);
  async function submit(event) {
    event.preventDefault();
    if (await run({ park: text }, "Parked.")) setText("");
  }
  if (!able && !view.parked.length) return null;
  return html`<${Fold} title="Parked for later" count=${view.parked.length}>
    <ul>${view.parked.map((it, n) => html`<li key=${n}>${it}</li>`)}</ul>
    ${able ? html`<form onSubmit=${submit}><${Words} id="park" label="What leads away for now?" value=${text} set=${setText} lines=${1} /><${Wrong}>${error}<//><button disabled=${doing || !text.trim()}>Park it</button></form>` : null}<//>`;
}

/** What is to be done, and notes. */
export function Lists({ view }) {
  return html`${view.to_do.length ? html`<${Card} title="To do" id="to-do"><ul>${view.to_do.map(([what, who], n) => html`<li key=${n}>${what}${who ? html` <b>${who}</b>` : null}</li>`)}</ul><//>` : null}
    ${view.notes.length ? html`<${Fold} title="Notes" count=${view.notes.length}><ul>${view.notes.map((it, n) => html`<li key=${n}>${it.text}${it.phase ? html` <span class="weak">${it.phase}</span>` : null}</li>`)}</ul><//>` : null}`;
}

/** What the scribe does. */
export function Scribe({ view, send }) {
  const [text, setText] = useState("");
  const [who, setWho] = useState("");
  const [seat, setSeat] = useState("");
  const [number, setNumber] = useState("");
  const [doing, error, run] = useDoing(send);
  const keep = async (does, told, after) => (await run(does, told)) && after();
  const enter = () =>
    keep({ enter_for: { seat: Number(seat), what: { round: { round: view.round.round, answer: { said: { percent: percent(number) } } } } } }, "Entered.", () => setNumber(""));
  return html`<${Card} title="The scribe’s part" id="scribe">
    <${Words} id="note" label="A note, or something to do" value=${text} set=${setText} />
    <div class="field"><label for="who">Who does it? (may stay empty)</label><input id="who" type="text" maxlength="40" value=${who} onInput=${(it) => setWho(it.target.value)} /></div>
    <div class="row wrap"><button disabled=${doing || !text.trim()} onClick=${() => keep({ note: { text, item: view.round?.item ?? null } }, "Noted.", () => setText(""))}>Keep as a note</button>
    <button disabled=${doing || !text.trim()} onClick=${() => keep({ act: { text, who } }, "Kept.", () => setText(""))}>Keep as something to do</button></div>
    ${view.round
      ? html`<h3>Enter for somebody</h3><p class="hint">For who cannot do it themselves. Say the number to nobody else.</p>
      <${Whom} id="for" label="For whom?" seats=${view.seats.filter((it) => it.role === "participant")} value=${seat} set=${setSeat} />
      <${Percent} id="their" label="Their answer" value=${number} set=${setNumber} />
      <button disabled=${doing || !seat || percent(number) === null} onClick=${enter}>Enter it</button>`
      : null}
    <${Wrong}>${error}<//><//>`;
}
