// Marks that overlap are drawn by cutting the text wherever one begins or ends.

// Cut [0, length) at all ends of marks and at all further cuts. Each segment knows its marks, in the order
// in which they were given; together the segments cover the text once, from beginning to end.
const segments = (length, marks, cuts = []) => {
  const clip = offset => Math.max(0, Math.min(length, offset));
  const begins = new Map();
  const ends = new Map();
  const edges = new Set([0, length, ...cuts.map(clip)]);
  marks.forEach((mark, index) => {
    const start = clip(mark.start);
    const end = clip(mark.end);
    if (start >= end) return;
    begins.set(start, [...(begins.get(start) ?? []), index]);
    ends.set(end, [...(ends.get(end) ?? []), index]);
    edges.add(start).add(end);
  });
  const sorted = [...edges].sort((a, b) => a - b);
  const open = new Set();
  const pieces = [];
  for (let at = 0; at + 1 < sorted.length; at += 1) {
    for (const index of ends.get(sorted[at]) ?? []) open.delete(index);
    for (const index of begins.get(sorted[at]) ?? []) open.add(index);
    const inside = [...open].sort((a, b) => a - b).map(index => marks[index]);
    pieces.push({ start: sorted[at], end: sorted[at + 1], marks: inside });
  }
  return pieces;
};

// Offsets in the data count characters (code points), JavaScript counts UTF-16 units. The text as something
// that `slice` cuts by characters: a plain string unless it has characters beyond the basic plane.
const characters = text => (/[\u{10000}-\u{10FFFF}]/u.test(text) ? Array.from(text) : text);

const cut = (chars, start, end) => {
  const piece = chars.slice(start, end);
  return typeof piece === "string" ? piece : piece.join("");
};

// Where each line begins, without 0.
const lineStarts = chars => {
  const starts = [];
  for (let at = 0; at < chars.length; at += 1) if (chars[at] === "\n") starts.push(at + 1);
  return starts;
};

// For searching: lower case, without diacritics, đ as d, one blank between words.
const fold = text => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replaceAll("đ", "d")
  .replace(/\s+/gu, " ").trim();

// Where a folded query stands in a text, in characters of the text.
const occurrences = (chars, query) => {
  if (!query) return [];
  let folded = "";
  const origin = [];
  for (let at = 0; at < chars.length; at += 1) {
    const plain = /\s/u.test(chars[at]) ? " " : fold(chars[at]);
    if (plain === " " && folded.endsWith(" ")) continue;
    folded += plain;
    for (let unit = 0; unit < plain.length; unit += 1) origin.push(at);
  }
  origin.push(chars.length);
  const found = [];
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, at + query.length)) {
    found.push({ start: origin[at], end: origin[at + query.length - 1] + 1 });
  }
  return found;
};
