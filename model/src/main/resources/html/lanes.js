// ---- swim lanes ------------------------------------------------------------------------------------------------------------

const LANE = {label: 168, head: 24, line: 34, bar: 17, gap: 10, wide: 17, narrow: 6, pad: 12, longest: 2.2};
const SPAN_WORDS = {reader: () => 'RCU reader', preemption_off: () => 'preemption off', lock: s => 'holds ' + s.what, reference: s => 'reference: ' + s.what,
  unprotected: s => 'knows ' + s.what + ', protected by nothing', call: s => s.what, freed: s => s.what + ' is freed', period: s => s.words};

/** How much room each step takes, the same in both executions if there are two: where each step stands, from first - 1 to one after the last. */
function layout(runs, room) {
  const first = Math.min(...runs.map(run => run.first));
  const last = Math.max(...runs.map(run => run.last));
  const widths = [LANE.wide];
  for (let n = first; n <= last; n++) {
    widths.push(runs.some(run => stepOf(run, n) && marked(stepOf(run, n))) ? LANE.wide : LANE.narrow);
  }
  const natural = widths.reduce((a, b) => a + b, 0);
  const scale = Math.max(1, Math.min(LANE.longest, (room - 2 * LANE.pad) / natural));
  const centres = [];
  let x = LANE.pad;
  for (const width of widths) {
    centres.push(x + width * scale / 2);
    x += width * scale;
  }
  const at = n => centres[Math.max(0, Math.min(centres.length - 1, n - first + 1))];
  const half = n => widths[Math.max(0, Math.min(widths.length - 1, n - first + 1))] * scale / 2;
  return {at, half, width: Math.max(room, x + LANE.pad)};
}

const marked = s => s.telling || s.broken || s.turn === 'preempted';
const frees = s => s.changes.some(change => / -> FREED/.test(change));
const branches = s => s.remarks.some(r => /^(taken|not taken|true|false)/.test(r.text));

function marker(s, x, y) {
  if (s.broken) {
    return [draw('circle', {class: 'halo', cx: x, cy: y, r: 11}), draw('path', {class: 'broken', d: `M${x - 6} ${y - 6}l12 12m0 -12l-12 12`})];
  }
  if (frees(s)) {
    return [draw('rect', {class: 'free', x: x - 5.5, y: y - 5.5, width: 11, height: 11, rx: 2}),
      draw('path', {class: 'slash', d: `M${x - 3} ${y + 3}l6 -6`})];
  }
  if (!marked(s)) {
    return [draw('circle', {class: 'private', cx: x, cy: y, r: 1.8})];
  }
  if (branches(s)) {
    return [draw('path', {class: s.changes.length ? 'write' : 'read', d: `M${x} ${y - 6}l6 6l-6 6l-6 -6z`})];
  }
  return [draw('circle', {class: s.changes.length ? 'write' : 'read', cx: x, cy: y, r: 5})];
}

/** Puts bars into as few rows as they fit. */
function rows(bars) {
  const ends = [];
  bars.sort((a, b) => a.from - b.from || b.to - a.to);
  const lasts = [];
  for (const bar of bars) {
    let row = ends.findIndex(end => end <= bar.from);
    row = row < 0 ? ends.length : row;
    ends[row] = bar.to;
    bar.row = row;
    bar.next = Infinity;
    if (lasts[row]) {
      lasts[row].next = bar.from;
    }
    lasts[row] = bar;
  }
  return ends.length;
}

/** What stands in each lane: the threads that move, grace periods, and memory that is used after it was freed. */
function lanesOf(run) {
  const lanes = [];
  run.threads.forEach((name, thread) => {
    if (run.steps.some(s => s.thread === thread)) {
      const bars = run.spans.filter(span => span.thread === thread && span.to >= run.first).map(span => ({...span}));
      lanes.push({name, call: run.calls[thread], thread, bars});
    }
  });
  if (run.periods.length) {
    const waits = p => run.kind === 'recording' ? '' : p.waits.length ? 'waits for ' + p.waits.map(t => run.threads[t]).join(', ') : 'waits for nobody';
    lanes.push({name: 'Grace periods', call: '', bars: run.periods.map(p => ({...p, kind: 'period', words: waits(p) || p.what,
        title: `${p.what} of ${run.threads[p.thread]} ${waits(p)}`}))});
  }
  const used = run.spans.filter(span => span.kind === 'unprotected').map(span => span.what);
  const freed = run.variables.filter(v => v.group === 'memory' && used.includes(v.name) && value(v, run.last).now === 'FREED');
  if (freed.length) {
    lanes.push({name: 'Memory', call: '', bars: freed.map(v => ({kind: 'freed', what: v.name, from: value(v, run.last).since, to: run.last + 1}))});
  }
  return lanes;
}

function barNode(bar, x, y, run) {
  const left = x.at(Math.max(bar.from, run.first - 1));
  const right = bar.to > run.last ? x.at(run.last) + x.half(run.last) : x.at(bar.to);
  const words = SPAN_WORDS[bar.kind](bar);
  const room = Math.floor((right - left - 8) / 6.1);
  const beside = words.length > room && words.length <= Math.floor((x.at(bar.next) - right - 8) / 6.1);
  const shown = beside || words.length <= room ? words : room >= 7 ? words.slice(0, room - 1) + '…' : '';
  const steps = bar.to > run.last ? `from step ${bar.from} on` : `steps ${bar.from} to ${bar.to}`;
  return draw('g', {class: 'bar ' + bar.kind}, draw('title', {}, (bar.title || words) + ', ' + steps),
    draw('rect', {x: left, y, width: Math.max(3, right - left), height: LANE.bar - 4, rx: 3}),
    shown && draw('text', {class: beside ? 'outside' : '', x: beside ? right + 4 : left + 5, y: y + 10}, shown));
}

/** The picture of an execution; returns the figure and a function that moves its cursor. */
function lanes(run, x, options) {
  const list = lanesOf(run);
  let y = LANE.head;
  const shapes = [];
  const labels = [];
  for (const lane of list) {
    const height = (lane.thread === undefined ? 6 : LANE.line) + Math.max(lane.thread === undefined ? 1 : 0, rows(lane.bars)) * LANE.bar + LANE.gap;
    lane.y = y;
    lane.middle = y + LANE.line / 2;
    shapes.push(draw('line', {class: 'rule', x1: 0, x2: x.width, y1: y, y2: y}));
    labels.push(el('div', {class: 'lane' + (lane.thread === undefined ? '' : ' t' + lane.thread % 6), title: lane.call},
      el('b', {}, lane.name), el('span', {}, lane.call)));
    labels[labels.length - 1].dataset.height = height;
    shapes.push(...laneShapes(run, lane, x));
    y += height;
  }
  shapes.push(...periodArrows(run, list, x));
  const cursor = draw('rect', {class: 'cursor', y: 0, height: y, rx: 3});
  const svg = draw('svg', {width: x.width, height: y, viewBox: `0 0 ${x.width} ${y}`, role: 'img', 'aria-label': options.label,
    onclick: e => options.onstep && options.onstep(nearest(run, x, e.offsetX))},
    cursor, axis(run, x), turns(run, x, y), differs(options.differs, x, y), shapes, ends(run, x, y));
  labels.forEach(label => { label.style.height = label.dataset.height + 'px'; });
  const figure = el('figure', {class: 'lanes'}, el('div', {class: 'labels', 'aria-hidden': 'true'}, el('div', {class: 'lanehead'}), labels),
    el('div', {class: 'canvas', ...x.width > options.room ? {tabindex: '0', role: 'region', 'aria-label': 'Lanes, to be scrolled'} : {}}, svg));
  return {figure, move: n => moveCursor(figure.lastChild, cursor, x, n), fade: before => fade(svg, before)};
}

/** Fades the steps that are not among these; none if that is null. */
function fade(svg, before) {
  for (const step of svg.querySelectorAll('g[data-n]')) {
    step.classList.toggle('faded', before !== null && !before.has(Number(step.dataset.n)));
  }
}

function laneShapes(run, lane, x) {
  const shapes = [];
  const steps = lane.thread === undefined ? [] : run.steps.filter(s => s.thread === lane.thread);
  if (steps.length) {
    shapes.push(draw('line', {class: 'wait', x1: x.at(steps[0].n), x2: x.at(steps[steps.length - 1].n), y1: lane.middle, y2: lane.middle}));
    for (const [from, to] of runs(steps)) {
      const left = x.at(from) - x.half(from);
      shapes.push(draw('rect', {class: 'run', x: left, y: lane.middle - 11, width: x.at(to) + x.half(to) - left, height: 22, rx: 5}));
    }
    shapes.push(draw('g', {class: 'markers t' + lane.thread % 6}, steps.map(s => draw('g', {'data-n': s.n},
      draw('title', {}, `step ${s.n}: ${s.operation}`), marker(s, x.at(s.n), lane.middle)))));
  }
  const top = lane.y + (lane.thread === undefined ? 6 : LANE.line + 2);
  return shapes.concat(lane.bars.map(bar => barNode(bar, x, top + bar.row * LANE.bar, run)));
}

/** Stretches in which the thread runs alone. */
function runs(steps) {
  const stretches = [];
  for (const s of steps) {
    const last = stretches[stretches.length - 1];
    if (last && last[1] === s.n - 1) {
      last[1] = s.n;
    } else {
      stretches.push([s.n, s.n]);
    }
  }
  return stretches;
}

/** From each reader to the grace period that waits for it. */
function periodArrows(run, list, x) {
  const below = list.find(lane => lane.name === 'Grace periods' && lane.thread === undefined);
  return run.periods.flatMap((period, i) => period.waits.map(thread => {
    const from = list.find(lane => lane.thread === thread);
    const bar = below.bars.find(b => b.from === period.from && b.thread === period.thread);
    const left = x.at(period.from) + 2 + 3 * (i % 3);
    const top = from.middle + 12;
    const end = below.y + 5 + bar.row * LANE.bar;
    return draw('path', {class: 'arrow', d: `M${left} ${top}V${end}m-3 -5l3 5l3 -5`});
  }));
}

function axis(run, x) {
  const group = draw('g', {class: 'axis', 'aria-hidden': 'true'});
  let right = -99;
  for (const s of run.steps) {
    const at = x.at(s.n);
    if ((marked(s) || s.n === run.last) && at - right > 30) {
      group.append(draw('text', {x: at, y: 15, 'text-anchor': 'middle'}, String(s.n)));
      right = at;
    }
  }
  return group;
}

function turns(run, x, height) {
  return preemptions(run).map(n => draw('g', {class: 'preempted'}, draw('title', {}, 'preempted before step ' + n),
    draw('line', {x1: x.at(n) - x.half(n), x2: x.at(n) - x.half(n), y1: LANE.head - 4, y2: height}),
    draw('path', {d: `M${x.at(n) - x.half(n) - 4} ${LANE.head - 5}h8l-4 6z`})));
}

/** An execution that breaks something without a step that does: its end does. */
function ends(run, x, height) {
  const at = x.at(run.last) + x.half(run.last) + 3;
  return run.message && !run.broken ? draw('g', {class: 'ends'}, draw('title', {}, run.message),
    draw('line', {x1: at, x2: at, y1: LANE.head - 8, y2: height}),
    draw('path', {d: `M${at - 4} ${LANE.head - 16}l8 8m0 -8l-8 8`})) : null;
}

function differs(n, x, height) {
  return n ? draw('g', {class: 'differs'}, draw('rect', {x: x.at(n) - x.half(n), y: 0, width: 2 * x.half(n), height, rx: 3})) : null;
}

function nearest(run, x, offset) {
  let best = run.first;
  for (let n = run.first; n <= run.last; n++) {
    best = Math.abs(x.at(n) - offset) < Math.abs(x.at(best) - offset) ? n : best;
  }
  return best;
}

function moveCursor(canvas, cursor, x, n) {
  const half = Math.max(5, x.half(n));
  cursor.setAttribute('x', x.at(n) - half);
  cursor.setAttribute('width', 2 * half);
  const left = x.at(n) - canvas.scrollLeft;
  if (left < 40 || left > canvas.clientWidth - 40) {
    canvas.scrollLeft = x.at(n) - canvas.clientWidth / 2;
  }
}

/** What the signs mean. */
const BARS = [['reader', 'RCU reader'], ['reference', 'reference'], ['lock', 'lock'], ['preemption_off', 'preemption off'],
  ['period', 'grace period'], ['unprotected', 'unprotected pointer'], ['freed', 'freed memory'], ['call', 'call']];

function legend(run) {
  const there = new Set(lanesOf(run).flatMap(lane => lane.bars.map(bar => bar.kind)));
  const kinds = BARS.filter(([kind]) => there.has(kind));
  const sign = (name, s, classes) => el('span', {}, draw('svg', {width: 18, height: 18, 'aria-hidden': 'true', class: 'markers t0 ' + (classes || '')},
    marker({changes: [], remarks: [], telling: true, turn: '', ...s}, 9, 9)), name);
  const some = test => run.steps.some(test);
  const plain = s => marked(s) && !s.broken && !frees(s);
  return el('p', {class: 'legend'}, run.kind === 'recording' ? sign('an event', {}) : some(s => plain(s) && !s.changes.length) && sign('others can notice it', {}),
    some(s => plain(s) && s.changes.length) && sign('it changes something', {changes: ['x']}),
    some(s => plain(s) && branches(s)) && sign('a branch', {remarks: [{text: 'taken'}]}), some(frees) && sign('frees memory', {changes: ['x -> FREED']}),
    some(s => !marked(s)) && sign('private', {telling: false}), some(s => s.broken) && sign('broken', {broken: true}),
    run.causes.size > 0 && sign('did not happen before the step', {changes: ['x']}, 'faded'), preemptions(run).length > 0 && el('span', {},
      draw('svg', {width: 10, height: 18, 'aria-hidden': 'true', class: 'preempted'}, draw('path', {d: 'M1 5h8l-4 6z'})), 'preempted'),
    kinds.map(([kind, words]) => el('span', {}, draw('svg', {width: 18, height: 12, 'aria-hidden': 'true', class: 'bar ' + kind},
      draw('rect', {x: 1, y: 1, width: 16, height: 10, rx: 3})), words)));
}
