// The run: articles and figures, linked to each other.

const data = JSON.parse(document.getElementById("data").textContent);
const articles = data.articles;
const articleById = new Map(articles.map(article => [article.id, article]));
const figures = [];
const figureById = new Map();
const pointingAt = new Map();

articles.forEach((article, position) => {
  article.position = position;
  article.chars = characters(article.text);
  for (const figure of article.figures) {
    figure.article = article;
    figure.quote = cut(article.chars, figure.start, figure.end);
    figure.valueText = cut(article.chars, figure.value_start, figure.value_end);
    figure.rel ??= [];
    figure.gold = article.gold?.figures[figure.record_id];
    figures.push(figure);
    figureById.set(figure.record_id, figure);
    const links = figure.rel.map(link => [link.type, link.target]);
    if (figure.repeat_of) links.push(["repeat_of", figure.repeat_of]);
    for (const [type, target] of links) {
      if (!pointingAt.has(target)) pointingAt.set(target, []);
      pointingAt.get(target).push({ type, figure });
    }
  }
});

// Links to figures of other articles; each stands with both.
for (const { type, from, to, reasons } of data.links) {
  const [figure, target] = [figureById.get(from), figureById.get(to)];
  if (!figure || !target) continue;
  (figure.across ??= []).push({ type, figure: target, reasons });
  if (!pointingAt.has(to)) pointingAt.set(to, []);
  pointingAt.get(to).push({ type, figure, reasons });
}

// The title, or what there is instead.
const titleOf = article => {
  const line = (article.title ?? article.text.slice(0, 400)).trim().split("\n")[0].trim();
  return (line.length > 140 ? `${line.slice(0, 140).replace(/\s\S*$/u, "")} …` : line) || article.id;
};

// The paragraph that holds a stretch of text.
const paragraph = (article, start, end) => {
  const { chars } = article;
  while (start > 0 && chars[start - 1] !== "\n") start -= 1;
  while (end < chars.length && chars[end] !== "\n") end += 1;
  return [start, end];
};

// The years that a period touches; an open end stands for nothing.
const yearsOf = period => {
  const years = (period ?? "").split("/").map(end => Number.parseInt(end, 10)).filter(Number.isFinite);
  if (years.length < 2) return years;
  const span = [];
  for (let year = years[0]; year <= Math.min(years[1], years[0] + 200); year += 1) span.push(year);
  return span;
};

const placeName = figure => figure.locality?.name ?? t("no_place");

// "xã Hữu Sản, Bắc Quang, Hà Giang": the name as written, then the units it lies in.
const placeChain = place => [place.name, ...[place.hamlet, place.commune, place.district, place.province]
  .filter(name => name && !place.name.endsWith(name))].join(", ");

const uncertain = figure => figure.confidence < 0.6 || figure.period_confidence === "low";

// A paragraph is folded once for all figures in it.
const foldedParagraph = figure => {
  const [start, end] = paragraph(figure.article, figure.start, figure.end);
  const known = figure.article.folded ??= new Map();
  if (!known.has(start)) known.set(start, fold(cut(figure.article.chars, start, end)));
  return known.get(start);
};

// What a search looks through: the figure's paragraph, its codes in words, its place.
const searched = figure => {
  if (figure.searched === undefined) {
    const place = figure.locality ?? {};
    figure.searched = `${foldedParagraph(figure)} \n ${fold([
      titleOf(figure.article), figure.record_id, figure.name,
      figure.indicator, term("indicator", figure.indicator), figure.object, term("object", figure.object),
      term("action", figure.action), placeChain(place), place.province_2025, figure.period,
      ...(figure.provenance?.rule_ids ?? []), ...(figure.notes ?? []),
    ].filter(Boolean).join(" \n "))}`;
  }
  return figure.searched;
};

const searchedText = article => {
  article.searched ??= fold(`${article.id} ${article.title ?? ""} ${article.outlet ?? ""} ${article.text}`);
  return article.searched;
};
