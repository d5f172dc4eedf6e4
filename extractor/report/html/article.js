// One article: its head, and its text cut at the ends of everything that is marked in it.

const layers = { figures: true, times: true, places: true, rejects: false };

// Everything to be drawn, most important first; `item` is what a click opens.
const marksOf = article => {
  const marks = [];
  const add = (kind, classes, start, end, item) => marks.push({ kind, classes, start, end, item });
  if (layers.figures) {
    for (const figure of article.figures) {
      const item = { kind: "figure", row: figure, article };
      const gold = figure.gold ? ` g-${figure.gold.outcome}` : "";
      const faint = passes(figure) ? "" : " faint";
      add("value", `value${uncertain(figure) ? " low" : ""}${gold}${faint}`, figure.value_start, figure.value_end, item);
      add("figure", `figure${faint}`, figure.start, figure.end, item);
    }
    for (const row of article.gold?.missed ?? []) {
      add("missed", "missed", row.start, row.end, { kind: "missed", row, article });
    }
  }
  const mentions = { rejects: "reject", times: "time", places: "place" };
  for (const [layer, kind] of Object.entries(mentions)) {
    if (!layers[layer]) continue;
    for (const row of article[layer]) add(kind, kind, row.start, row.end, { kind, row, article });
  }
  for (const found of occurrences(article.chars, filter.text)) add("hit", "hit", found.start, found.end, null);
  for (const region of article.regions) add("region", `region-${region.kind}`, region.start, region.end, null);
  return marks;
};

const labelOf = item => {
  if (item.kind !== "figure") return `${t(item.kind === "place" ? "a_place" : item.kind)}: ${cut(item.article.chars, item.row.start, item.row.end)}`;
  const figure = item.row;
  return [`${amount(figure)} ${unit(figure)}`, term("indicator", figure.indicator), placeName(figure),
    figure.period ?? t("no_period")].join(", ");
};

// The text as paragraphs of segments. Its textContent is the article's text, character for character.
const drawText = article => {
  const pieces = segments(article.chars.length, marksOf(article), lineStarts(article.chars));
  const reachable = new Set();
  const lines = [];
  let line = null;
  for (const piece of pieces) {
    if (!line || article.chars[piece.start - 1] === "\n") lines.push(line = el("p"));
    const text = cut(article.chars, piece.start, piece.end);
    if (!piece.marks.length) {
      line.append(text);
      continue;
    }
    const depth = piece.marks.filter(mark => mark.kind === "figure").length;
    const node = el("span", { class: [...piece.marks.map(mark => mark.classes), depth > 1 && "deep"].filter(Boolean).join(" ") }, text);
    const byLength = piece.marks.filter(mark => mark.item).sort((a, b) => a.end - a.start - b.end + b.start);
    node.items = [...new Set(byLength.map(mark => mark.item))];
    node.valueRows = piece.marks.filter(mark => mark.kind === "value").map(mark => mark.item.row);
    const first = piece.marks.find(mark => (mark.kind === "value" || mark.kind === "missed") && !reachable.has(mark.item));
    if (first) {
      reachable.add(first.item);
      node.tabIndex = 0;
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", labelOf(first.item));
    }
    if (node.items.length) node.classList.add("open");
    line.append(node);
  }
  for (const each of lines) each.classList.toggle("blank", !each.textContent.trim());
  return el("div", { class: "text", lang: "vi" }, lines);
};

const LAYERS = { figures: "figures", times: "times", places: "places", rejects: "rejects" };

const layerSwitches = (article, redraw) => el("div", { class: "layers", role: "group", "aria-label": t("layers") },
  Object.keys(LAYERS).map(name => button([el("i", { class: `swatch ${name}` }), `${t(name)} `,
    el("span", { class: "n" }, String(article[name].length))],
  () => { layers[name] = !layers[name]; redraw(); }, { "aria-pressed": String(layers[name]), data: { layer: name } })));

const drawArticle = (article, redraw, back) => [
  el("div", { class: "head" },
    button(`‹ ${t("articles")}`, back, { class: "back" }),
    el("h2", { tabindex: -1, lang: "vi" }, titleOf(article)),
    el("p", { class: "meta" }, facts([
      dated(article.publication_date), article.outlet, article.scope?.name ?? article.province, article.id,
    ]), article.url && [" · ", el("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, t("source"))]),
    article.warnings && el("p", { class: "warnings" }, article.warnings.map(warning => term("warning", warning)).join(" · ")),
    layerSwitches(article, redraw)),
  drawText(article),
];

// Show in the text what is open beside it: the figure, the words its period was read from, the
// figures it is linked to.
const emphasise = (root, item) => {
  const linked = new Set();
  if (item?.kind === "figure") {
    for (const { figure } of relatives(item.row)) linked.add(figure);
  }
  const periodText = item?.kind === "figure" ? item.row.period_text : null;
  for (const node of root.querySelectorAll(".open")) {
    const on = item && node.items.some(other => other.row === item.row);
    node.classList.toggle("on", Boolean(on));
    node.classList.toggle("on-value", Boolean(on) && node.valueRows.includes(item.row));
    node.classList.toggle("linked", node.items.some(other => linked.has(other.row)));
    node.classList.toggle("because", Boolean(periodText) && node.items.some(other =>
      other.kind === "time" && cut(other.article.chars, other.row.start, other.row.end) === periodText));
  }
  return root.querySelector(".on-value") ?? root.querySelector(".on");
};
