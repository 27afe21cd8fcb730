// The socket: says who we are, sends what we do, gets what we may see. Phones sleep, so coming back is a main path.

/** The server's clock less ours, in milliseconds. */
let ahead = 0;

/** What time it is where the session is, in milliseconds since 1970. */
export const now = () => Date.now() + ahead;

/** A socket that is silent for so long is dead; the server says something every 15 s. */
const SILENT = 45_000;
const ELSEWHERE = 4001;
const LOST = "There is no connection just now. What you wrote is still here; send it again in a moment.";

/**
 * Stays connected. `hello` is the first message; `on.view(view, door)`, `on.state("there" | "away" | "elsewhere")` and
 * `on.out(why, forget)` tell what comes.
 */
export function connect(hello, on) {
  let socket = null;
  let tries = 0;
  let timer = 0;
  let ended = false;
  let heard = 0;
  let nth = 0;
  let seats = [];
  const waiting = new Map();

  function open() {
    clearTimeout(timer);
    const it = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`);
    socket = it;
    heard = Date.now();
    it.onopen = () => it.send(JSON.stringify(hello));
    it.onmessage = (event) => it === socket && take(JSON.parse(event.data));
    it.onclose = (event) => it === socket && lost(event.code);
  }

  function take(message) {
    heard = Date.now();
    if (message.seats) {
      // Sent before the first view, and when they change: they are most of what there is to send in a full room.
      seats = message.seats;
    } else if (message.view) {
      tries = 0;
      on.state("there");
      on.view({ ...message.view, seats }, message.door);
    } else if (message.tick) {
      ahead = message.tick - Date.now();
    } else if (message.done) {
      settle(message.done, (it) => it.resolve());
    } else if (message.refused) {
      settle(message.refused.nth, (it) => it.reject(new Error(message.refused.why)));
    } else if (message.out) {
      ended = message.out.forget;
      on.out(message.out.why, message.out.forget);
    }
  }

  function settle(nth, how) {
    const it = waiting.get(nth);
    waiting.delete(nth);
    if (it) how(it);
  }

  function lost(code) {
    socket = null;
    for (const it of waiting.values()) it.reject(new Error("The connection was lost before this was confirmed. Look whether it counts once you are back."));
    waiting.clear();
    if (ended) return;
    if (code === ELSEWHERE) {
      on.state("elsewhere");
      return;
    }
    on.state("away");
    // Not all at once when the server comes back.
    const pause = Math.min(8000, 400 * 2 ** tries) * (0.7 + 0.6 * Math.random());
    tries += 1;
    timer = setTimeout(open, pause);
  }

  /** Looks whether the socket is alive: when a phone wakes up it often believes so of a dead one. */
  function look() {
    if (ended) return;
    if (!socket) {
      if (timer) open();
    } else if (Date.now() - heard > SILENT) {
      const dead = socket;
      lost(0);
      dead.close();
      open();
    }
  }

  const wake = () => document.visibilityState === "visible" && look();
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", look);
  addEventListener("pageshow", look);
  const watch = setInterval(look, 5000);
  open();

  return {
    /** Does something; resolves once it is kept, rejects with a sentence. */
    send(does) {
      if (!socket || socket.readyState !== WebSocket.OPEN) return Promise.reject(new Error(LOST));
      nth += 1;
      socket.send(JSON.stringify({ nth, does }));
      return new Promise((resolve, reject) => waiting.set(nth, { resolve, reject }));
    },
    /** Connects again after the seat was taken over elsewhere. */
    again: open,
    /** Ends it. */
    end() {
      ended = true;
      clearTimeout(timer);
      clearInterval(watch);
      document.removeEventListener("visibilitychange", wake);
      removeEventListener("online", look);
      removeEventListener("pageshow", look);
      socket?.close();
    },
  };
}
