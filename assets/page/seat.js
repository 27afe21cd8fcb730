// A seat: what is asked stands first, then what was shown, then the talk.
import { html, useState } from "/htm-preact.js";
import { Crux, Poll, Round } from "/ask.js";
import { Card, Fold, Timer, Wrong, useDoing } from "/parts.js";
import { Item } from "/shown.js";
import { Floor, Lists, Parked, Propose, SayBack, Scribe, ToJudge } from "/talk.js";

const ROLE = { participant: "taking part", observer: "looking on", scribe: "the scribe" };

function Head({ view, state, again }) {
  const { phase, you } = view;
  return html`<header class="head"><div><p class="title">${view.title}</p>
      ${phase ? html`<p class="phase"><b>${phase.name}</b> <span class="weak">part ${phase.nth_of[0]} of ${phase.nth_of[1]}</span></p>` : null}</div>
    <div class="side">${phase ? html`<${Timer} phase=${phase} />` : null}<span class="you">${you.name}</span></div>
    ${state === "away" && view.standing !== "closed" ? html`<p class="bar" role="status">No connection. Trying again …</p>` : null}
    ${state === "elsewhere" ? html`<p class="bar">Your seat is open in other windows, so this one was closed. <button onClick=${again}>Use it here</button></p>` : null}</header>`;
}

function Missed({ lines, done }) {
  return html`<${Card} title="What you have missed" kind="notice" id="missed"><ul>${lines.map((it, n) => html`<li key=${n}>${it}</li>`)}</ul><button onClick=${done}>I have read it</button><//>`;
}

function Self({ view, send, leave }) {
  const { you, settings } = view;
  const [doing, error, run] = useDoing(send);
  return html`<${Fold} title="Your seat">
    <p>Seat ${you.seat}, ${you.name}, ${ROLE[you.role]}.</p>
    ${settings.names !== "anonymous" && you.role === "participant"
      ? html`<label class="check"><input type="checkbox" checked=${you.be_named} disabled=${doing} onChange=${(it) => run({ be_named: it.target.checked }, "Kept.")} /><span>How my answers move may be told with my name, also of earlier times.</span></label>`
      : null}
    <${Wrong}>${error}<//>
    <p class="hint">To leave frees this device, not the seat: your answers stay.</p>
    <button onClick=${leave}>Leave</button><//>`;
}

const STANDING = { not_open: "The session has not begun.", paused: "Paused. What you write stays here; send it when it goes on.", closed: "The session is over. Thank you." };

export function Seat({ view, state, send, again, leave }) {
  const [read, setRead] = useState(false);
  const { you, phase } = view;
  const open = view.standing === "open";
  const able = you.role === "participant" && view.standing !== "closed";
  const claim = (item) => view.items.find((it) => it.item === item)?.text ?? "";
  const shown = view.items.filter((it) => it.rounds.length);
  const waiting = view.items.filter((it) => !it.rounds.length && it.item !== view.round?.item);
  const [openCruxes, doneCruxes] = [view.cruxes.filter((it) => !it.outcome), view.cruxes.filter((it) => it.outcome)];
  const [openPolls, donePolls] = [view.polls.filter((it) => !it.tally), view.polls.filter((it) => it.tally)];
  const crux = (it) => html`<${Crux} key=${it.crux} crux=${it} claim=${claim(it.item)} send=${send} able=${able && open} />`;
  const poll = (it) => html`<${Poll} key=${it.poll} poll=${it} send=${send} able=${able && open} />`;
  return html`<${Head} view=${view} state=${state} again=${again} /><main class="seat"><h1 class="heard">${view.title}</h1>
    <div class="column">
      ${STANDING[view.standing] ? html`<p class="notice">${STANDING[view.standing]}</p>` : null}
      ${view.missed.length && !read ? html`<${Missed} lines=${view.missed} done=${() => setRead(true)} />` : null}
      ${phase && view.standing !== "closed" ? html`<p class="says">${phase.says}</p>` : null}
      ${view.groups.length ? html`<p class="with">You sit with: <b>${view.groups.map((it) => it.join(", ")).join("; ")}</b></p>` : null}
      <${ToJudge} view=${view} send=${send} able=${able} />
      ${view.round ? html`<${Round} key=${view.round.round} round=${view.round} send=${send} able=${able} />` : null}
      ${openCruxes.map(crux)}${openPolls.map(poll)}
      ${you.role === "scribe" && open ? html`<${Scribe} view=${view} send=${send} />` : null}
      ${shown.map((it) => html`<${Item} key=${it.item} item=${it} />`).reverse()}
      ${doneCruxes.map(crux)}${donePolls.map(poll)}
      ${waiting.length ? html`<${Card} title="On the agenda" id="agenda"><ul>${waiting.map((it) => html`<li key=${it.item}>${it.text}</li>`)}</ul><//>` : null}
    </div>
    <div class="column">
      ${phase && view.standing !== "closed" ? html`<${Floor} view=${view} send=${send} able=${able && open} />` : null}
      <${SayBack} view=${view} send=${send} able=${able && open} />
      <${Propose} view=${view} send=${send} able=${able && open} />
      <${Parked} view=${view} send=${send} able=${able && open} />
      <${Lists} view=${view} />
      <${Self} view=${view} send=${send} leave=${leave} />
    </div></main>`;
}
