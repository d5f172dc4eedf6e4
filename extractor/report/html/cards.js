// The card beside the text: a figure, a date, a place, a rejected candidate, a gold figure that was missed;
// or, while nothing is open, what the article holds.

// The figures that this one is linked to, in either direction and also in other articles.
const relatives = figure => {
  const links = figure.rel.map(link => ({ label: term("rel", link.type), id: link.target }));
  if (figure.repeat_of) links.push({ label: term("rel", "repeat_of"), id: figure.repeat_of });
  return [
    ...links.map(link => ({ label: link.label, figure: figureById.get(link.id) })),
    ...(figure.across ?? []).map(link => ({ ...link, label: term("rel", link.type) })),
    ...(pointingAt.get(figure.record_id) ?? []).map(link => ({ ...link, label: term("rel_back", link.type) })),
  ].filter(link => link.figure);
};

const related = figure => {
  const links = relatives(figure);
  return links.length > 0 && el("section", {}, el("h4", {}, t("related")), el("ul", { class: "related" }, links.map(link =>
    el("li", {}, el("small", {}, link.label),
      el("a", { href: `#${encodeURIComponent(link.figure.record_id)}`, data: { figure: link.figure.record_id } },
        el("b", {}, `${amount(link.figure)} ${unit(link.figure)}`), ` ${link.figure.quote}`,
        link.figure.article !== figure.article && el("small", {}, titleOf(link.figure.article))),
      link.reasons && el("small", {}, link.reasons.join("; "))))));
};

const goldBeside = figure => {
  const gold = figure.gold;
  if (!gold) return null;
  return el("section", { class: "gold" }, el("h4", {}, t("gold"), " ", outcomeBadge(gold.outcome)),
    gold.id && el("p", {}, el("code", {}, gold.id)),
    gold.negative && el("p", {}, t("negative", { category: term("category", gold.negative) })),
    gold.differences && el("table", {},
      el("tr", {}, el("th", {}, t("field")), el("th", {}, t("gold")), el("th", {}, t("found"))),
      gold.differences.map(([name, right, found]) => el("tr", {},
        el("th", { scope: "row" }, t(name)), el("td", { class: "right" }, right), el("td", { class: "wrong" }, found)))),
    gold.notes && el("p", {}, gold.notes));
};

const figureCard = figure => [
  el("p", { class: "amount" }, el("b", {}, amount(figure)), " ", unit(figure)),
  el("p", { class: "gist" }, term("indicator", figure.indicator),
    figure.object !== "all" && figure.object !== "other" && ` · ${term("object", figure.object)}`),
  el("p", { class: "tags" },
    el("span", { class: `tag status-${figure.status}` }, term("status", figure.status)),
    el("span", { class: "tag" }, figure.period ?? t("no_period")),
    el("span", { class: "tag" }, placeName(figure)),
    figure.repeat_of && el("span", { class: "tag" }, t("restated")),
    linkTypes(figure).includes("conflicts_with") && el("span", { class: "tag low" }, t("disputed")),
    uncertain(figure) && el("span", { class: "tag low" }, t("low_confidence"))),
  inText(figure.article, figure.start, figure.end, [figure.value_start, figure.value_end]),
  goldBeside(figure), what(figure), howMuch(figure), when(figure), where(figure), related(figure), grounds(figure),
];

const mentionCards = {
  time: (time, article) => [
    el("p", { class: "amount" }, el("b", {}, time.value)),
    el("p", { class: "gist" }, t("time")),
    inText(article, time.start, time.end),
    section("what", row("kind", coded("timex_type", time.timex_type)), row("begin", time.begin ?? t("open")),
      row("end", time.end_date ?? t("open")), row("role", coded("timex_role", time.role)),
      row("anchor", time.anchor), row("certainty", term("certainty", time.confidence)),
      row("rules", time.rule_id && ruleChips([time.rule_id]))),
  ],
  place: (place, article) => [
    el("p", { class: "amount" }, el("b", {}, place.name)),
    el("p", { class: "gist" }, `${t("a_place")} · ${term("locality_level", place.level)}`),
    inText(article, place.start, place.end),
    section("where", row("place", placeChain(place)), row("code", place.code ? el("code", {}, place.code) : t("ambiguous")),
      row("candidates", place.candidates && [place.candidates.join(", ")]),
      row("role", coded("locality_role", place.role)), row("because", term("place_source", place.source)),
      row("rules", place.rule_id && ruleChips([place.rule_id]))),
  ],
  reject: (reject, article) => [
    el("p", { class: "amount" }, el("b", {}, cut(article.chars, reject.start, reject.end))),
    el("p", { class: "gist" }, t("reject")),
    inText(article, reject.start, reject.end),
    section("why_not", row("reason", reject.category === reject.reason ? coded("category", reject.category) : reject.reason),
      row("category", reject.category !== reject.reason && coded("category", reject.category)),
      row("stage", term("stage", reject.stage)), row("rules", reject.rule_id && ruleChips([reject.rule_id])),
      row("position", t("characters", { start: reject.start, end: reject.end }))),
  ],
  missed: (gold, article) => [
    el("p", { class: "amount" }, el("b", {}, cut(article.chars, gold.value_start, gold.value_end))),
    el("p", { class: "gist" }, t("gold"), " ", outcomeBadge("missed")),
    inText(article, gold.start, gold.end),
    section("gold", gold.fields.map(([name, value]) => row(name, value)), row("notes", gold.notes), row("record", el("code", {}, gold.id))),
  ],
};

const drawCard = item =>
  (item.kind === "figure" ? figureCard(item.row) : mentionCards[item.kind](item.row, item.article));

const mentionList = (article, name, kind, open) => article[name].length > 0 && el("details", {},
  el("summary", {}, `${t(name)} `, el("span", { class: "n" }, String(article[name].length))),
  el("ul", { class: "mentions" }, article[name].map(mention => el("li", {},
    button([el("span", { class: kind }, cut(article.chars, mention.start, mention.end)), " ",
      el("small", {}, kind === "time" ? mention.value : kind === "place" ? mention.province ?? term("locality_level", mention.level)
        : term("category", mention.reason))],
    () => open({ kind, row: mention, article }))))));

const drawOverview = (article, open) => [
  el("h3", {}, `${t("figures")} `, el("span", { class: "n" }, String(article.figures.length))),
  article.figures.length
    ? el("ol", { class: "rows" }, article.figures.filter(passes).map(figureRow))
    : el("p", { class: "empty" }, t("no_figures")),
  article.figures.some(figure => !passes(figure)) && el("p", { class: "empty" },
    t("hidden", { n: article.figures.filter(figure => !passes(figure)).length })),
  article.gold?.missed.length > 0 && el("details", { open: true }, el("summary", {}, t("missed")),
    el("ul", { class: "mentions" }, article.gold.missed.map(gold => el("li", {},
      button(cut(article.chars, gold.start, gold.end), () => open({ kind: "missed", row: gold, article })))))),
  mentionList(article, "times", "time", open),
  mentionList(article, "places", "place", open),
  mentionList(article, "rejects", "reject", open),
];
