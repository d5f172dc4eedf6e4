// The page itself: what is open, and what happens when the reader does something.

const state = { article: null, item: null, tab: "articles", found: [] };

const search = el("input", { type: "search", placeholder: t("search"), "aria-label": t("search"), autocomplete: "off", spellcheck: "false" });
const count = el("output", { "aria-live": "polite" });
const tabs = ["articles", "figures"].map(name => button(t(name), () => show(name), { data: { tab: name } }));
const list = el("ol", { class: "rows", id: "list" });
const reader = el("main", { class: "reader" });
const card = el("aside", { class: "card", "aria-label": t("details") });
const status = el("p", { class: "status", role: "status" });
const help = helpDialog();
const toggle = button(t("filters"), () => find(!document.body.classList.contains("finding")), { class: "toggle", "aria-expanded": "false" });
const filterBar = el("div", { class: "filters" }, selects((name, value) => { filter[name] = value; apply(); }),
  button(t("clear"), () => clear(), { class: "clear" }));

const rows = { articles: new LazyList(list, articleRow), figures: new LazyList(list, figureRow) };

const visibleFigures = () => state.found.flatMap(({ figures: passing }) => passing);

function show(tab) {
  state.tab = tab;
  for (const node of tabs) node.setAttribute("aria-pressed", String(node.dataset.tab === tab));
  for (const lazy of Object.values(rows)) lazy.observer.disconnect();
  rows[tab].show(tab === "articles" ? state.found : visibleFigures());
  markRow();
}

// Filters have changed: list anew, and draw the open article anew because some of its figures fade.
function apply() {
  state.found = selection();
  const number = state.found.reduce((sum, { figures: passing }) => sum + passing.length, 0);
  count.textContent = t("count", { articles: grouped(String(state.found.length)), figures: grouped(String(number)) });
  filterBar.classList.toggle("active", structured() || Boolean(filter.text));
  for (const node of filterBar.querySelectorAll("select")) node.classList.toggle("set", Boolean(node.value));
  show(state.tab);
  if (!state.found.length) list.prepend(el("li", { class: "empty" }, t("nothing")));
  if (state.article) draw();
}

function clear() {
  for (const name of Object.keys(filter)) filter[name] = "";
  for (const node of filterBar.querySelectorAll("select")) node.value = "";
  search.value = "";
  apply();
}

function draw() {
  reader.replaceChildren(...drawArticle(state.article, redraw, () => pane("list")));
  emphasise(reader, state.item);
  drawBeside();
}

function redraw() {
  const { scrollTop } = reader;
  const layer = document.activeElement?.dataset.layer;
  draw();
  reader.scrollTop = scrollTop;
  if (layer) reader.querySelector(`[data-layer="${layer}"]`).focus();
}

function drawBeside() {
  card.classList.toggle("filled", Boolean(state.item));
  card.replaceChildren(...(state.item
    ? [el("div", { class: "bar" }, button("‹", () => stepFigure(-1), { "aria-label": t("key_previous") }),
      button("›", () => stepFigure(1), { "aria-label": t("key_next") }),
      button("✕", () => close(), { class: "close", "aria-label": t("close") })), ...drawCard(state.item)]
    : drawOverview(state.article, open)).filter(Boolean).flat(Infinity).filter(Boolean));
  card.scrollTop = 0;
}

// On a phone search and filters are folded away.
function find(open) {
  document.body.classList.toggle("finding", open);
  toggle.setAttribute("aria-expanded", String(open));
  if (open && innerWidth <= 760) pane("list");
}

function pane(name) { document.body.dataset.pane = name; }

function markRow() {
  const name = state.tab === "articles" ? "article" : "figure";
  const id = name === "article" ? state.article?.id : state.item?.row.record_id;
  const items = rows[state.tab].items;
  const index = items.findIndex(item => (name === "article" ? item.article.id : item.record_id) === id);
  for (const old of list.querySelectorAll("[aria-current]")) old.removeAttribute("aria-current");
  const link = index < 0 ? null : rows[state.tab].reach(index)?.querySelector("a");
  link?.setAttribute("aria-current", "true");
  link?.scrollIntoView({ block: "nearest" });
}

function address(id) {
  const hash = `#${encodeURIComponent(id)}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
}

function openArticle(article) {
  Object.assign(state, { article, item: null });
  draw();
  reader.scrollTop = 0;
  pane("article");
  address(article.id);
  markRow();
}

function open(item) {
  const same = state.article === item.article;
  Object.assign(state, { article: item.article, item });
  const hidden = { reject: "rejects", time: "times", place: "places", figure: "figures", missed: "figures" }[item.kind];
  if (!same || !layers[hidden]) {
    layers[hidden] = true;
    draw();
  } else drawBeside();
  status.textContent = labelOf(item);
  emphasise(reader, item)?.scrollIntoView({ block: "center", behavior: same ? "smooth" : "instant" });
  pane("article");
  address(item.kind === "figure" ? item.row.record_id : item.article.id);
  markRow();
}

function openFigure(figure) { open({ kind: "figure", row: figure, article: figure.article }); }

function close() {
  state.item = null;
  emphasise(reader, null);
  if (state.article) {
    drawBeside();
    address(state.article.id);
  }
}

function stepFigure(step) {
  const all = visibleFigures();
  if (!all.length) return;
  const here = state.item?.row;
  let at = all.indexOf(here);
  if (at >= 0) at += step;
  else {
    // From a place in the text, or from the beginning of the open article.
    const position = state.article?.position ?? -1;
    const offset = here?.start ?? -1;
    const after = all.findIndex(figure => figure.article.position > position
      || (figure.article.position === position && figure.start >= offset));
    at = (after < 0 ? all.length : after) + (step > 0 ? 0 : -1);
  }
  if (all[at]) openFigure(all[at]);
}

function stepArticle(step) {
  const at = state.found.findIndex(({ article }) => article === state.article);
  const next = state.found[at < 0 ? 0 : at + step];
  if (next) openArticle(next.article);
}

// What lies under a click: the shortest first; a second click on the same place goes on to the next.
function clicked(event) {
  const node = event.target.closest(".open");
  if (!node || !getSelection().isCollapsed) return;
  const at = node.items.findIndex(item => item.row === state.item?.row);
  open(node.items[(at + 1) % node.items.length]);
}

function followHash() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* not encoded: taken as it stands */ }
  const figure = figureById.get(id);
  if (figure && figure !== state.item?.row) openFigure(figure);
  else if (!figure && articleById.has(id) && (state.article?.id !== id || state.item?.kind === "figure")) openArticle(articleById.get(id));
  else if (id && !figure && !articleById.has(id)) {
    Object.assign(state, { article: null, item: null });
    reader.replaceChildren(el("p", { class: "empty", role: "alert" }, t("unknown", { id })));
    card.replaceChildren();
    pane("article");
  }
}

function start() {
  const { run } = data;
  const settings = facts([`extractor ${run.version}`, `${t("rules")} ${run.rules}`, run.ner && `NER ${run.ner}`, run.finished?.slice(0, 10)]);
  document.body.append(
    el("a", { class: "skip", href: "#list", onclick: event => { event.preventDefault(); list.querySelector("a")?.focus(); } }, t("skip")),
    el("header", {},
      el("h1", { title: settings }, document.title.split(" · ")[0]),
      toggle, el("search", { class: "find" }, search, filterBar),
      button("?", () => help.showModal(), { class: "help", "aria-label": t("key_help") })),
    el("nav", { class: "side", "aria-label": t("articles") },
      el("div", { class: "tabs", role: "group" }, tabs), count, list,
      el("p", { class: "run" }, settings, run.failures > 0 && ` · ${t("failures", { n: run.failures })}`)),
    reader, card, status, help);
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { filter.text = fold(search.value); apply(); }, 120);
  });
  reader.addEventListener("click", clicked);
  addEventListener("hashchange", followHash);
  listenToKeys({
    figure: stepFigure, article: stepArticle, help: () => help.showModal(),
    search: () => { find(true); search.focus(); search.select(); },
    rejects: () => { layers.rejects = !layers.rejects; if (state.article) redraw(); },
    close: field => {
      if (help.open) return;
      if (field === search && search.value) { search.value = ""; filter.text = ""; apply(); }
      else if (field) field.blur();
      else if (state.item) close();
      else pane("list");
    },
  });
  apply();
  followHash();
  if (!location.hash && state.found.length && innerWidth > 760) {
    openArticle(state.found[0].article);
    history.replaceState(null, "", location.pathname + location.search);
  }
}

start();
