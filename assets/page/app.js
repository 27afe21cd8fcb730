// The page of a seat: the door, or the seat that this browser has the key of.
import { html, render, useEffect, useRef, useState } from "/htm-preact.js";
import { Join } from "/join.js";
import { Voice, say } from "/parts.js";
import { Seat } from "/seat.js";
import { connect } from "/socket.js";

const KEY = "seat";

// A window keeps its own seat; a new one takes the last of this browser. Browsers that keep nothing lose it on reloading.
const store = {
  get() {
    try {
      return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY);
    } catch {
      return null;
    }
  },
  set(token) {
    try {
      for (const it of [sessionStorage, localStorage]) token ? it.setItem(KEY, token) : it.removeItem(KEY);
    } catch {
      // As said above.
    }
  },
};

/** Says what has changed to who cannot see it. */
function tell(old, view) {
  if (!old) return;
  const shown = (it) => it.items.reduce((all, item) => all + item.rounds.length, 0);
  if (view.round && view.round.round !== old.round?.round) say(`A question is open: ${view.round.text}`);
  else if (shown(view) > shown(old)) say("The answers are shown.");
  else if (view.standing !== old.standing) say({ paused: "Paused.", open: "It goes on.", closed: "The session is over." }[view.standing] ?? "");
  else if (view.floor?.seat === view.you.seat && old.floor?.seat !== view.you.seat) say("You have the floor.");
  else if (view.phase?.nth_of[0] !== old.phase?.nth_of[0] && view.phase) say(`Now: ${view.phase.name}`);
}

function App() {
  const [token, setToken] = useState(store.get);
  const [view, setView] = useState(null);
  const [state, setState] = useState("away");
  const [why, setWhy] = useState("");
  const socket = useRef(null);
  const last = useRef(null);

  function keep(it) {
    store.set(it);
    last.current = null;
    setView(null);
    setToken(it);
  }
  useEffect(() => {
    if (!token) return;
    const it = connect({ token }, {
      view(view) {
        tell(last.current, view);
        last.current = view;
        document.title = view.title;
        setWhy("");
        setView(view);
      },
      state: setState,
      out(why, forget) {
        setWhy(why);
        if (forget) keep(null);
      },
    });
    socket.current = it;
    return () => it.end();
  }, [token]);

  function seated(it) {
    // The code has done its work: it should not stand in the history of this browser.
    history.replaceState(null, "", location.pathname);
    setWhy("");
    keep(it);
  }
  let screen;
  if (!token) screen = html`<${Join} seated=${seated} why=${why} />`;
  else if (!view) screen = html`<main class="join"><h1>One moment</h1><p role="status">${why || "Looking for your seat …"}</p><p><button onClick=${() => keep(null)}>Join anew</button></p></main>`;
  else screen = html`<${Seat} view=${view} state=${state} send=${(it) => socket.current.send(it)} again=${() => socket.current.again()} leave=${() => keep(null)} />`;
  return html`${screen}<${Voice} />`;
}

render(html`<${App} />`, document.getElementById("page"));
