// What everybody in the room sees. It only shows.
import { html, render, useEffect, useState } from "/htm-preact.js";
import { Timer, Wrong, words } from "/parts.js";
import { Item, Outcome, Tally, nth } from "/shown.js";
import { fromLink } from "/join.js";
import { connect } from "/socket.js";

function Qr({ qr, label }) {
  const size = qr.rows.length;
  const path = qr.rows.flatMap((row, y) => [...row].map((it, x) => (it === "1" ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" viewBox=${`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label=${label} shape-rendering="crispEdges"><rect x="-4" y="-4" width=${size + 8} height=${size + 8} /><path d=${path} /></svg>`;
}

function Door({ door, locked, small }) {
  if (locked) return html`<section class="door"><p>The room is locked.</p></section>`;
  return html`<section class="door ${small ? "small" : ""}" aria-label="How to join">${door.qr ? html`<${Qr} qr=${door.qr} label="QR code that leads to the page" />` : null}
    <div><p class="weak">Join at</p><p class="address">${door.address}</p><p class="weak">with the code</p><p class="code">${door.code}</p></div></section>`;
}

const Counted = ({ n, of, what }) => html`<p class="many"><b>${n}</b> of ${of} have ${what}</p>`;

/** What matters most just now: the open round alone, else claims, cruxes and votes, first what the phase is about. */
function Now({ view }) {
  const { round, phase } = view;
  if (round) return html`<section class="now"><h2>How likely is this?${round.nth > 1 ? ` ${nth(round.nth)}` : ""}</h2><p class="claim">${round.text}</p><${Counted} n=${round.answered} of=${round.of} what="answered" /></section>`;
  const parts = [["estimate", html`<${Claim} view=${view} />`], ["cruxes", html`<${Crux} view=${view} />`], ["vote", html`<${Poll} view=${view} />`]];
  parts.sort((a, b) => (b[0] === phase?.does) - (a[0] === phase?.does));
  return parts.map((it) => html`<div key=${it[0]}>${it[1]}</div>`);
}

/** The claim that was shown last: rounds are numbered over the whole session. */
function Claim({ view }) {
  const last = (it) => Math.max(0, ...it.rounds.map((round) => round.round));
  const item = [...view.items].sort((a, b) => last(b) - last(a))[0];
  return item?.rounds.length ? html`<${Item} item=${item} rounds=${item.rounds} />` : null;
}

/** The test that is open, or was shown last. */
function Crux({ view }) {
  const it = view.cruxes.find((it) => !it.outcome) ?? view.cruxes.at(-1);
  if (!it) return null;
  const claim = view.items.find((item) => item.item === it.item)?.text ?? "";
  return html`<section class=${it.outcome ? "card" : "now"}><h2>Does it hang on this?</h2><p class="claim">${it.question}</p><p class="weak">On the claim: ${claim}</p>
    ${it.outcome ? html`<${Outcome} outcome=${it.outcome} />` : html`<${Counted} n=${it.answered} of=${it.of} what="answered" />`}</section>`;
}

/** The vote that is open, or was shown last. */
function Poll({ view }) {
  const it = view.polls.find((it) => !it.tally) ?? view.polls.at(-1);
  if (!it) return null;
  return html`<section class=${it.tally ? "card" : "now"}><h2>A vote</h2><p class="claim">${it.text}</p>
    ${it.tally ? html`<${Tally} poll=${it} />` : html`<ul>${it.options.map((it, n) => html`<li key=${n}>${it}</li>`)}</ul><${Counted} n=${it.voted} of=${it.of} what="voted" />`}</section>`;
}

function Aside({ view }) {
  const { floor, queue, talk, groups, parked } = view;
  return html`<aside>
    ${floor ? html`<p class="floor"><b>${floor.name}</b> has the floor</p>` : null}
    ${queue.length ? html`<h2>Hands</h2><ol>${queue.map((it) => html`<li key=${it.seat}>${it.name}${it.new_voice ? html` <span class="tag">new voice</span>` : null}</li>`)}</ol>` : null}
    ${groups.length ? html`<h2>Groups</h2><ul>${groups.map((it, n) => html`<li key=${n}>${it.join(", ")}</li>`)}</ul>` : null}
    ${talk.length ? html`<h2>Talked</h2><ul>${talk.map((it) => html`<li key=${it.name}>${it.name}: ${Math.round(it.seconds / 60)} min</li>`)}</ul>` : null}
    ${parked.length ? html`<h2>Parked</h2><ul>${parked.map((it, n) => html`<li key=${n}>${it}</li>`)}</ul>` : null}</aside>`;
}

function Wall({ code }) {
  const [seen, setSeen] = useState(null);
  const [state, setState] = useState("away");
  const [why, setWhy] = useState("");
  useEffect(() => {
    const it = connect({ wall: code }, {
      view(view, door) {
        document.title = view.title || "The wall";
        setWhy("");
        setSeen({ view, door });
      },
      state: setState,
      out: setWhy,
    });
    return () => it.end();
  }, []);
  if (!seen) return html`<main class="join"><h1>The wall</h1><p role="status">${why ? "" : "One moment …"}</p><${Wrong}>${why}<//></main>`;
  const { view, door } = seen;
  const begun = view.phase && view.phase.nth_of[0] > 1 || view.items.some((it) => it.rounds.length) || view.round;
  return html`<header class="head"><div><h1 class="title">${view.title || "A session"}</h1>${view.phase ? html`<p class="phase"><b>${view.phase.name}</b> <span class="weak">part ${view.phase.nth_of[0]} of ${view.phase.nth_of[1]}</span></p>` : null}</div>
      <div class="side">${view.phase ? html`<${Timer} phase=${view.phase} />` : null}<span class="weak">${words(view.here.awaited, "person", "people")} here</span></div>
      ${state === "there" ? null : html`<p class="bar" role="status">No connection. Trying again …</p>`}</header>
    <main class="wall"><div class="stage">
      ${view.standing === "closed" ? html`<p class="notice">The session is over. Thank you.</p>` : null}
      ${view.standing === "paused" ? html`<p class="notice">Paused.</p>` : null}
      ${view.phase && !view.round && view.standing !== "closed" ? html`<p class="says">${view.phase.says}</p>` : null}
      ${begun ? null : html`<${Door} door=${door} locked=${view.locked} />`}
      <${Now} view=${view} /></div>
      <div class="beside">${begun && view.standing !== "closed" ? html`<${Door} door=${door} locked=${view.locked} small />` : null}<${Aside} view=${view} /></div></main>`;
}

/** The code from the fragment, or asked for. */
function Start() {
  const [code, setCode] = useState(fromLink);
  const [typed, setTyped] = useState("");
  if (code) return html`<${Wall} code=${code} />`;
  return html`<main class="join"><h1>The wall</h1><form class="card" onSubmit=${(it) => (it.preventDefault(), setCode(typed))}><div class="field"><label for="code">Code of the room</label><input id="code" class="code" type="text" maxlength="12" value=${typed} onInput=${(it) => setTyped(it.target.value)} /></div><button class="main" disabled=${!typed.trim()}>Show</button></form></main>`;
}

render(html`<${Start} />`, document.getElementById("page"));
