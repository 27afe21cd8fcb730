"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const stage = byId("stage"), svg = stage.querySelector("svg"), details = byId("details"), outline = byId("outline");
  const whole = svg.viewBox.baseVal, all = { x: whole.x, y: whole.y, width: whole.width, height: whole.height };
  const view = { ...all };
  svg.removeAttribute("width");
  svg.removeAttribute("height");

  // What is seen: the view box, in the proportions of the window.
  function show() {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  }
  function shape() {
    const ratio = stage.clientWidth / Math.max(1, stage.clientHeight), middle = view.x + view.width / 2;
    view.width = view.height * ratio;
    view.x = middle - view.width / 2;
  }
  function fit() {
    const ratio = stage.clientWidth / Math.max(1, stage.clientHeight);
    const height = Math.max(all.height, all.width / ratio), width = height * ratio;
    Object.assign(view, { x: all.x + (all.width - width) / 2, y: all.y + (all.height - height) / 2, width, height });
    show();
  }
  function zoom(by, x = view.x + view.width / 2, y = view.y + view.height / 2) {
    const most = Math.max(all.width, all.height) * 4, least = 200;
    by = Math.min(Math.max(by, least / view.width), most / view.width);
    Object.assign(view, { x: x - (x - view.x) * by, y: y - (y - view.y) * by, width: view.width * by, height: view.height * by });
    show();
  }
  function place(event) {
    const box = stage.getBoundingClientRect();
    return { x: view.x + ((event.clientX - box.left) / box.width) * view.width, y: view.y + ((event.clientY - box.top) / box.height) * view.height };
  }

  // Points: the groups of nodes with the middle of each.
  const points = new Map();
  for (const group of svg.querySelectorAll('[data-item^="n"]')) {
    const box = group.getBBox();
    points.set(group.dataset.item, { group, box, x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ring.id = "ring";
  ring.setAttribute("rx", 8);
  let chosen = null;

  function choose(id, { move = true, list = true } = {}) {
    const point = points.get(id);
    if (!point) return;
    chosen = id;
    const { box } = point;
    for (const [name, value] of Object.entries({ x: box.x - 6, y: box.y - 6, width: box.width + 12, height: box.height + 12 })) ring.setAttribute(name, value);
    svg.append(ring);
    const outside = point.x < view.x || point.y < view.y || point.x > view.x + view.width || point.y > view.y + view.height;
    if (move && (outside || view.width > 2400)) {
      if (view.width > 2400) zoom(1600 / view.width);
      Object.assign(view, { x: point.x - view.width / 2, y: point.y - view.height / 2 });
      show();
    }
    for (const it of outline.querySelectorAll("[aria-current]")) it.removeAttribute("aria-current");
    const item = byId(`o-${id}`);
    if (!item) return;
    const link = item.querySelector(":scope > a");
    link.setAttribute("aria-current", "true");
    if (list && !document.body.classList.contains("alone")) item.scrollIntoView({ block: "nearest" });
    // The same words as in the outline, and what hangs on it.
    const words = document.createElement("p");
    words.append(item.querySelector(":scope > b").cloneNode(true), " ", link.textContent);
    const more = item.querySelector(":scope > .more");
    const reasons = [...item.querySelectorAll(":scope > ul:not(.more) > li")].map((it) => {
      const line = document.createElement("li");
      const does = it.querySelector(":scope > i"), of = it.querySelector(":scope > a");
      const to = of.cloneNode(true);
      to.removeAttribute("aria-current");
      line.append(does ? does.cloneNode(true) : "", " ", to);
      return line;
    });
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => {
      forget();
      stage.focus();
    });
    details.replaceChildren(close, words);
    if (more) details.append(more.cloneNode(true));
    if (reasons.length > 0) {
      const list = document.createElement("ul");
      list.append(...reasons);
      details.append(list);
    }
    details.hidden = false;
  }
  function forget() {
    chosen = null;
    ring.remove();
    details.hidden = true;
    for (const it of outline.querySelectorAll("[aria-current]")) it.removeAttribute("aria-current");
  }

  // The nearest point in a direction: what lies aside counts double.
  function next(dx, dy) {
    const from = points.get(chosen) ?? { x: view.x + view.width / 2, y: view.y + view.height / 2 };
    let best = null, least = Infinity;
    for (const [id, it] of points) {
      const along = (it.x - from.x) * dx + (it.y - from.y) * dy;
      const aside = Math.abs((it.x - from.x) * dy + (it.y - from.y) * dx);
      const far = along + 2 * aside;
      if (id !== chosen && (along > 1 || chosen === null) && Math.abs(far) < least) [best, least] = [id, Math.abs(far)];
    }
    if (best) choose(best);
  }

  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const arrow = arrows[event.key];
    if (arrow && event.shiftKey) {
      view.x += (arrow[0] * view.width) / 8;
      view.y += (arrow[1] * view.height) / 8;
      show();
    } else if (arrow) next(...arrow);
    else if (event.key === "+" || event.key === "=") zoom(0.8);
    else if (event.key === "-") zoom(1.25);
    else if (event.key === "0") fit();
    else if (event.key === "Escape") forget();
    else return;
    event.preventDefault();
  });

  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = place(event);
    zoom(Math.exp(event.deltaY * (event.deltaMode === 1 ? 0.03 : 0.0015)), x, y);
  }, { passive: false });

  // One finger or the mouse moves the map, two fingers zoom it.
  const held = new Map();
  let moved = 0;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    moved = 0;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const scale = view.width / Math.max(1, stage.clientWidth), now = { x: event.clientX, y: event.clientY };
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (moved > 4 && !stage.hasPointerCapture(event.pointerId)) {
      stage.setPointerCapture(event.pointerId);
      stage.classList.add("held");
    }
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const far = (it) => Math.hypot(it.x - other.x, it.y - other.y) || 1;
      const middle = place({ clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
      zoom(far(before) / far(now), middle.x, middle.y);
    } else {
      view.x -= (now.x - before.x) * scale;
      view.y -= (now.y - before.y) * scale;
      show();
    }
    held.set(event.pointerId, now);
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    stage.addEventListener(kind, (event) => {
      held.delete(event.pointerId);
      stage.classList.remove("held");
    });
  }
  stage.addEventListener("click", (event) => {
    if (moved > 4) return;
    const id = event.target.closest('[data-item^="n"]')?.dataset.item;
    if (id) choose(id, { move: false });
    else forget();
  });

  // The outline, and the same links in the details.
  for (const list of [outline, details]) {
    list.addEventListener("click", (event) => {
      const id = event.target.closest("[data-to]")?.dataset.to;
      if (!id) return;
      event.preventDefault();
      choose(id, { list: list === details });
    });
  }
  byId("in").addEventListener("click", () => zoom(0.8));
  byId("out").addEventListener("click", () => zoom(1.25));
  byId("fit").addEventListener("click", fit);
  byId("outlined").addEventListener("click", ({ currentTarget }) => {
    const alone = document.body.classList.toggle("alone");
    currentTarget.setAttribute("aria-expanded", String(!alone));
  });

  // Finding: the next point with these words each time.
  const find = byId("find"), found = byId("found");
  const said = new Map([...points.keys()].map((id) => [id, byId(`o-${id}`)?.querySelector(":scope > a").textContent.toLowerCase() ?? ""]));
  find.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = find.value.trim().toLowerCase();
    const fits = words === "" ? [] : [...said].filter(([, text]) => text.includes(words)).map(([id]) => id);
    const nth = (fits.indexOf(chosen) + 1) % Math.max(1, fits.length);
    found.textContent = fits.length === 0 ? "nothing" : `${nth + 1} of ${fits.length}`;
    if (fits.length > 0) choose(fits[nth]);
  });
  new ResizeObserver(() => {
    shape();
    show();
  }).observe(stage);
  fit();
})();
