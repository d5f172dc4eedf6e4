// The rows of the two lists: articles, and figures across articles.

const OUTCOMES = { matched: "✓", differs: "≠", spurious: "+", missed: "−", optional: "○" };

const outcomeBadge = outcome =>
  el("span", { class: `outcome ${outcome}`, title: t(outcome) }, `${OUTCOMES[outcome]} ${t(outcome)}`);

const outcomeCounts = article => {
  if (!article.gold) return null;
  const counts = counted(article.figures, figure => (figure.gold ? [figure.gold.outcome] : []));
  counts.set("missed", article.gold.missed.length);
  return el("span", { class: "counts" }, Object.keys(OUTCOMES).filter(name => counts.get(name)).map(name =>
    el("span", { class: `outcome ${name}`, title: `${t(name)}: ${counts.get(name)}` }, `${OUTCOMES[name]}${counts.get(name)}`)));
};

const facts = parts => parts.filter(Boolean).join(" · ");

const articleRow = ({ article, figures: passing }) => {
  const all = article.figures.length;
  const number = passing.length === all ? `${all}` : `${passing.length}/${all}`;
  return el("li", {},
    el("a", { href: `#${encodeURIComponent(article.id)}`, data: { article: article.id } },
      el("span", { class: "title", lang: "vi" }, titleOf(article)),
      el("span", { class: all ? "number" : "number none", title: t("n_figures", { n: number }) }, number),
      el("span", { class: "meta" }, facts([dated(article.publication_date), article.outlet, article.province])),
      outcomeCounts(article)));
};

const figureRow = figure => el("li", {},
  el("a", { href: `#${encodeURIComponent(figure.record_id)}`, data: { figure: figure.record_id } },
    el("span", { class: "title" }, el("b", {}, amount(figure)), ` ${unit(figure)}`),
    el("span", uncertain(figure) ? { class: "number low", title: t("legend_low") } : { class: "number" }, percent(figure.confidence)),
    el("span", { class: "meta" }, facts([
      term("indicator", figure.indicator), figure.status !== "achieved" && term("status", figure.status),
      placeName(figure), figure.period ?? t("no_period"),
    ])),
    el("span", { class: "quote", lang: "vi" }, figure.quote),
    figure.gold && figure.gold.outcome !== "matched" && outcomeBadge(figure.gold.outcome)));
