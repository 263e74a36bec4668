// ---- on paper: a picture that would have to be scrolled is cut into strips, one below the other -----------------------------------------

/** The room that a page of A4 has beside the labels, in CSS pixels, and how much smaller the picture may be made to fit. */
const PAPER = {room: 840, squeeze: 1.3};

/** Where to cut: between two steps, into as few strips of about the same width as are needed. */
function cuts(run, x) {
  const count = Math.ceil(x.width / (PAPER.room * PAPER.squeeze));
  const between = run.steps.map(s => x.at(s.n) + x.half(s.n));
  const inner = Array.from({length: count - 1}, (_, i) => (i + 1) * x.width / count)
      .map(wanted => between.reduce((best, at) => Math.abs(at - wanted) < Math.abs(best - wanted) ? at : best, 0));
  return [0, ...inner, x.width];
}

/** Copies of the picture, of which each shows the part between two cuts, with the labels beside it. */
function strips(run, x, figure) {
  const at = cuts(run, x);
  const scale = Math.min(1, PAPER.room / Math.max(...at.slice(1).map((right, i) => right - at[i])));
  return el('div', {class: 'strips'}, at.slice(1).map((right, i) => {
    const copy = figure.cloneNode(true);
    const svg = copy.querySelector('.canvas svg');
    const height = Number(svg.getAttribute('height'));
    fill(svg, {viewBox: `${at[i]} 0 ${right - at[i]} ${height}`, width: (right - at[i]) * scale, height: height * scale}, []);
    // Thousands of dots outside the strip would make a browser think for minutes.
    copy.querySelectorAll('.wait').forEach(line => ['x1', 'x2'].forEach(end =>
      line.setAttribute(end, Math.max(at[i], Math.min(right, Number(line.getAttribute(end)))))));
    copy.querySelector('.lanehead').style.height = LANE.head * scale + 'px';
    copy.querySelectorAll('.lane').forEach(label => { label.style.height = label.dataset.height * scale + 'px'; });
    return copy;
  }));
}

function toPaper() {
  toScreen();
  if (race) {
    race.own.figure.after(strips(race.run, race.x, race.own.figure));
    race.beside?.figure.after(strips(race.other, race.x, race.beside.figure));
  }
}

function toScreen() {
  document.querySelectorAll('.strips').forEach(node => node.remove());
}

addEventListener('beforeprint', toPaper);
addEventListener('afterprint', toScreen);
