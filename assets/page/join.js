// The door: a code and a name for a seat.
import { html, useEffect, useState } from "/htm-preact.js";
import { Choice, Wrong } from "/parts.js";

/** The code in the fragment. */
export function fromLink() {
  try {
    return decodeURIComponent(location.hash.slice(1)).slice(0, 12);
  } catch {
    return "";
  }
}

const ROLES = [["participant", "Take part"], ["observer", "Look on"]];

async function ask(path, body) {
  let answer;
  try {
    answer = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    throw new Error("The facilitator’s computer does not answer. Are you on the same network?");
  }
  const it = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(it.why ?? "That did not work; try again.");
  return it.token;
}

function Field({ id, label, hint, value, set, ...more }) {
  return html`<div class="field"><label for=${id}>${label}</label>${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : null}
    <input id=${id} type="text" value=${value} aria-describedby=${hint ? `${id}-hint` : undefined} onInput=${(it) => set(it.target.value)} ...${more} /></div>`;
}

/** `seated(token)` is called with the key of the seat; `why` tells why one is here again. */
export function Join({ seated, why }) {
  const [code, setCode] = useState(fromLink);
  const [linked, setLinked] = useState(code !== "");
  const [name, setName] = useState("");
  const [role, setRole] = useState("participant");
  const [named, setNamed] = useState(false);
  const [returns, setReturns] = useState(false);
  const [seatCode, setSeatCode] = useState("");
  const [state, set] = useState({ doing: false, error: "" });

  // A link that is opened where the page is open already changes the fragment alone.
  useEffect(() => {
    const read = () => (setCode(fromLink()), setLinked(true));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  async function submit(event) {
    event.preventDefault();
    set({ doing: true, error: "" });
    try {
      seated(await (returns ? ask("/back", { code, seat_code: seatCode }) : ask("/join", { code, name, role, be_named: named })));
    } catch (error) {
      set({ doing: false, error: error.message });
    }
  }
  const ready = code.trim() && (returns ? seatCode.trim() : name.trim());
  const off = { autocapitalize: "characters", autocomplete: "off", spellcheck: false, autocorrect: "off" };
  return html`<main class="join"><h1>${returns ? "Come back to your seat" : "Join the session"}</h1>
    ${why ? html`<p class="notice">${why}</p>` : null}
    <form class="card" onSubmit=${submit}>
      <${Field} id="code" label="Code of the room" hint=${linked ? "It came with the link." : "Six signs; the facilitator shows them."} value=${code} set=${setCode} maxlength="12" class="code" ...${off} />
      ${returns
        ? html`<${Field} id="seat-code" label="Code of your seat" hint="The facilitator gives it to you, for once." value=${seatCode} set=${setSeatCode} maxlength="40" ...${off} />`
        : html`<${Field} id="name" label="Your name" hint="Or a name for this session. Others here see it." value=${name} set=${setName} maxlength="40" autocomplete="nickname" />
          <${Choice} name="role" legend="What will you do?" options=${ROLES} value=${role} set=${setRole} />
          ${role === "participant"
            ? html`<label class="check"><input type="checkbox" checked=${named} onChange=${(it) => setNamed(it.target.checked)} /><span>How my answers move from one time to the next may be told with my name. <span class="weak">Single answers never are.</span></span></label>`
            : null}`}
      <${Wrong}>${state.error}<//>
      <button class="main" disabled=${state.doing || !ready}>${state.doing ? "One moment …" : returns ? "Come back" : "Join"}</button>
    </form>
    <p><button type="button" class="quiet" onClick=${() => setReturns(!returns)}>${returns ? "I have no seat yet" : "I had a seat, on another device"}</button></p>
    ${location.protocol === "http:" ? html`<p class="hint">This connection is not encrypted: whoever runs the network you are in could read along. Answer here only on a network that you trust.</p>` : null}</main>`;
}
