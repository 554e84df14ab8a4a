/** Draws what has a size as nested rectangles, their areas in proportion and their colours by group: an SVG. */

const WIDTH = 1_000;
const HEIGHT = 560;
const HEAD = 18;
const COLOURS = ["#4c78a8", "#b86b2c", "#3f8f6b", "#8a5fa8", "#a8484c", "#6b7a2c", "#2c8a9a", "#7a7a7a"];

/**
 * @param title of the whole
 * @param files `{ title, groups: [{ title, parts: [{ title, size }] }] }`
 * @param unit of the sizes, as text for one of them
 */
export function treemap(title, files, unit) {
  const titles = [...new Set(files.flatMap(({ groups }) => groups.map((group) => group.title)))];
  const colour = (group) => COLOURS[titles.indexOf(group) % COLOURS.length];
  const drawn = [];
  for (const [file, box] of squarify(files.map(sized), { x: 0, y: 0, w: WIDTH, h: HEIGHT })) {
    drawn.push(rectangle(box, "#ffffff"), label(box, file.title, "#222222", 13));
    for (const [group, groupBox] of squarify(file.groups.map(sized), inside(box, HEAD))) {
      for (const [part, partBox] of squarify(group.parts, groupBox)) {
        const whole = `${file.title}, ${group.title}, ${part.title}: ${unit(part.size)}`;
        drawn.push(rectangle(partBox, colour(group.title), whole), label(partBox, part.title, "#ffffff", 10));
      }
    }
  }
  let x = 0;
  for (const group of titles) {
    const width = 26 + group.length * 7;
    drawn.push(rectangle({ x, y: HEIGHT + 4, w: 14, h: 14 }, colour(group)));
    drawn.push(label({ x: x + 15, y: HEIGHT + 2, w: width, h: 18 }, group, "#222222", 11));
    x += width;
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT + 22}" font-family="sans-serif">
<title>${title}</title>
${drawn.filter(Boolean).join("\n")}
</svg>
`;
}

function sized(node) {
  const size = (node.groups ?? node.parts).reduce((sum, part) => sum + (part.size ?? sized(part).size), 0);
  return { ...node, size };
}

/** Rows as square as can be, the largest first. */
function squarify(nodes, box) {
  const all = nodes.filter(({ size }) => size > 0).sort((a, b) => b.size - a.size);
  const scale = (box.w * box.h) / all.reduce((sum, { size }) => sum + size, 0);
  const placed = [];
  let { x, y, w, h } = box;
  while (all.length > 0) {
    const side = Math.min(w, h);
    let count = 1;
    while (count < all.length && worst(all.slice(0, count + 1), side, scale) <= worst(all.slice(0, count), side, scale))
      count++;
    const row = all.splice(0, count);
    const depth = (row.reduce((sum, { size }) => sum + size, 0) * scale) / side;
    let along = 0;
    for (const node of row) {
      const length = (node.size * scale) / depth;
      placed.push([node, w >= h ? { x, y: y + along, w: depth, h: length } : { x: x + along, y, w: length, h: depth }]);
      along += length;
    }
    if (w >= h) [x, w] = [x + depth, w - depth];
    else [y, h] = [y + depth, h - depth];
  }
  return placed;
}

/** How far from square the least square of a row is. */
function worst(row, side, scale) {
  const depth = (row.reduce((sum, { size }) => sum + size, 0) * scale) / side;
  return Math.max(...row.map(({ size }) => Math.max(depth / ((size * scale) / depth), (size * scale) / depth / depth)));
}

function inside({ x, y, w, h }, head) {
  return { x: x + 2, y: y + head, w: Math.max(1, w - 4), h: Math.max(1, h - head - 2) };
}

function rectangle({ x, y, w, h }, fill, title) {
  const at = `x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${w.toFixed(1)}" height="${h.toFixed(1)}"`;
  return `<rect ${at} fill="${fill}" stroke="#ffffff">${title ? `<title>${title}</title>` : ""}</rect>`;
}

/** Only where it fits. */
function label({ x, y, w, h }, text, fill, size) {
  const room = Math.floor((w - 6) / (size * 0.56));
  if (h < size + 4 || room < 4) return "";
  const shown = text.length > room ? `${text.slice(0, room - 1)}…` : text;
  return `<text x="${(x + 3).toFixed(1)}" y="${(y + size + 1).toFixed(1)}" font-size="${size}" fill="${fill}">${shown}</text>`;
}
